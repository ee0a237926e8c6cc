import type { Ablation } from "./ablation.js";
import { conditionKey } from "./condition.js";
import type { HalfLife } from "./decay.js";
import type { Durability, Retention } from "./durability.js";
import { type TidyRow, tidyMeasured, tidyMoment, tidySides, tidySteps } from "./tidy-row.js";
import type { Trajectory } from "./trajectory.js";

function retentionRows(durability: Durability, retention: Retention, about: TidyRow): TidyRow[] {
  const { scale, target } = retention;
  const shown = scale === "difference" && target === durability.shownTarget;
  const shared = { ...about, scale, target, shown, status: retention.status, reason: retention.reason };
  if (retention.status === "not-estimable") return [{ quantity: "retained", ...shared }];
  const { estimator, df, from, to, change, retained, nonInferiority, equivalence, verdict } = retention;
  const lead = ({ estimate, standardError, interval }: typeof from): TidyRow => ({
    ...{ estimate, standardError, df, estimator },
    ...tidySides(interval),
  });
  return [
    { ...shared, quantity: "lead-from", ...lead(from), reason: null },
    { ...shared, quantity: "lead-to", ...lead(to), reason: null },
    { ...shared, quantity: "change", ...lead(change), pValue: change.pValue, reason: null },
    {
      ...shared,
      ...{ quantity: "retained", estimator, df, estimate: retained.point },
      lower: retained.set?.lower ?? null,
      upper: retained.set?.upper ?? null,
      level: retained.set?.level ?? null,
      setKind: retained.set?.kind ?? null,
      pValue: nonInferiority.pValue,
      pAdjusted: nonInferiority.pAdjusted,
      verdict: verdict.word,
    },
    {
      ...shared,
      quantity: "retained-limits",
      estimator: "retention-verdict",
      lower: retention.retainedAtLeast,
      upper: retention.retainedAtMost,
      reason: null,
    },
    ...(equivalence === null
      ? []
      : [
          {
            ...shared,
            ...{ quantity: "equivalence", estimator: "stage-equivalence", estimate: equivalence.margin },
            ...tidySides(equivalence.interval),
            pValue: equivalence.pValue,
            reason: null,
          },
        ]),
  ];
}

function besideRows({ area, endState, bounds, selection, levels }: Durability, about: TidyRow): TidyRow[] {
  const level = (side: "arm" | "control", at: "from" | "to"): TidyRow[] => {
    const one = levels?.[at][side] ?? null;
    if (one === null) return [];
    const { estimate, interval, target } = one;
    const row = { quantity: `level-${at}`, ...about, about: side, target, estimator: "arm-level" };
    return [{ ...row, estimate, ...tidySides(interval) }];
  };
  const set = area?.status === "estimated" ? area.set : null;
  return [
    ...level("arm", "from"),
    ...level("control", "from"),
    ...level("arm", "to"),
    ...level("control", "to"),
    ...(endState === null
      ? []
      : [
          {
            ...{ quantity: "end-lead", ...about, target: endState.target, estimator: endState.estimator },
            ...{ estimate: endState.lead, ...tidySides(endState.interval), pValue: endState.pValue },
          },
          { quantity: "worst-level", ...about, estimator: "end-state", estimate: endState.worstLevel },
        ]),
    ...(area === null
      ? []
      : [
          {
            ...{ quantity: "retained-area", ...about, estimator: "retained-area", status: area.status },
            ...(area.status === "estimated"
              ? { estimate: area.point, df: area.df, runs: area.runs, controlRuns: area.controlRuns }
              : {}),
            ...{ lower: set?.lower ?? null, upper: set?.upper ?? null, setKind: set?.kind ?? null },
            ...{ level: set?.level ?? null, reason: area.reason },
          },
        ]),
    ...(bounds === null
      ? []
      : (["worst", "best"] as const).map((end) => ({
          ...{ quantity: "bound", ...about, about: end, estimator: "missing-run-bounds" },
          ...{ estimate: bounds[end].lead, verdict: bounds[end].verdict },
        }))),
    ...(selection === null
      ? []
      : [
          {
            ...{ quantity: "shrunken-lead", ...about, estimator: "shrunken-lead" },
            ...{ estimate: selection.shrunkenLead, reason: selection.reason },
          },
          {
            quantity: "shrunken-retained",
            ...about,
            estimator: "shrunken-lead",
            estimate: selection.retained,
          },
        ]),
  ];
}

/** What became of a lead: both ends, the change, the share that is retained, and what stands beside it. */
export function tidyDurability(ablation: Ablation, durability: Durability): TidyRow[] {
  const { arm, control, from, to, family, scope, evidenceLevel, runs, controlRuns } = durability;
  const about = {
    ...{ arm, control, ...tidyMeasured(ablation, { ...durability, condition: to.condition }) },
    ...{ family, scope, evidenceLevel, ...tidyMoment(to) },
    fromStage: from.stage,
    fromSteps: tidySteps(from),
    fromCondition: conditionKey(from.condition),
    ...{ runs, controlRuns },
  };
  return [
    ...durability.retentions.flatMap((retention) => retentionRows(durability, retention, about)),
    ...besideRows(durability, about),
  ];
}

function halfLifeNumbers(halfLife: HalfLife): TidyRow {
  const { kind } = halfLife;
  switch (halfLife.kind) {
    case "interval": {
      const { point: estimate, lower, upper, level } = halfLife;
      return { status: "estimated", setKind: kind, estimate, lower, upper, level };
    }
    case "more-than":
      return { status: "estimated", setKind: kind, lower: halfLife.lower, level: halfLife.level };
    case "point":
      return { status: "estimated", setKind: kind, estimate: halfLife.point, reason: halfLife.reason };
    case "no-decay":
      return { status: "estimated", setKind: kind, reason: halfLife.reason };
    case "not-estimable":
      return { status: kind, reason: halfLife.reason };
  }
}

/** The course of a lead: each of its moments with interval and band, and how fast it fades. */
export function tidyCourse(ablation: Ablation, trajectory: Trajectory): TidyRow[] {
  const { arm, control, points, decays } = trajectory;
  const at = (condition: (typeof points)[number]["condition"]) => ({
    ...{ arm, control, ...tidyMeasured(ablation, { ...trajectory, condition }) },
  });
  const moments = points.flatMap((point): TidyRow[] => {
    const { stage, step, lead, interval, band, runs, controlRuns } = point;
    const place = { ...at(point.condition), ...tidyMoment({ stage, steps: [step] }), runs, controlRuns };
    return [
      { quantity: "course", ...place, estimate: lead, ...tidySides(interval) },
      ...(band === null
        ? []
        : [{ quantity: "course-band", ...place, estimator: "simultaneous-band", ...tidySides(band) }]),
    ];
  });
  const fades = decays.map((decay): TidyRow => {
    const { stage, steps, scope, runs, controlRuns, halfLife, between } = decay;
    return {
      ...{ quantity: "half-life", ...at(decay.condition), ...tidyMoment({ stage, steps }), scope },
      about: [between.after, between.before].map((step) => step ?? "").join("-"),
      ...{ runs, controlRuns, estimator: "exponential-decay", ...halfLifeNumbers(halfLife) },
    };
  });
  return [...moments, ...fades];
}
