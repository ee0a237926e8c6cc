import {
  conditionKey,
  type Effect,
  type Eval,
  type JudgeConclusion,
  type JudgeStanding,
  metricNamed,
  type Quantity,
  shownFinding,
} from "@holdfast/core";
import { orientation } from "../durability/non-inferiority.js";

type ByJudge = JudgeConclusion["byJudge"][number];

function leadOf(effect: Effect): Quantity {
  const finding = shownFinding(effect);
  if (finding === undefined) return { status: "not-estimable", reason: "it was not asked for" };
  if (finding.status === "not-estimable") return { status: "not-estimable", reason: finding.reason };
  const { estimate, standardError, df, interval, pValue, reason } = finding;
  return { status: "estimated", estimate, standardError, df, interval, pValue, reason };
}

function standingOf(lead: Quantity, better: 1 | -1): JudgeStanding {
  if (lead.status === "not-estimable" || lead.interval === null) return "not-estimable";
  const { lower, upper } = lead.interval;
  if (lower !== null && lower > 0) return better === 1 ? "better" : "worse";
  if (upper !== null && upper < 0) return better === 1 ? "worse" : "better";
  return "open";
}

/**
 * Question: does the conclusion about a lead survive the change of judge?
 * Model: each judge's own interval; better, worse or open.
 * Formula: `sign-changes` where one judge says better and another worse; `standing-changes` where it stands under some
 *   judges only; `survives` where all say the same of a lead that stands; `nothing-stands` where all leave it open.
 * Units: none.
 * Not estimable when: fewer than two judges have an interval.
 * Source: statistics of this project.
 * Checked against: a table of cases.
 */
export function survivalOf(standings: readonly JudgeStanding[]): JudgeConclusion["survival"] {
  const known = new Set(standings.filter((standing) => standing !== "not-estimable"));
  if (standings.filter((standing) => standing !== "not-estimable").length < 2) return "not-estimable";
  if (known.has("better") && known.has("worse")) return "sign-changes";
  if (known.size > 1) return "standing-changes";
  return known.has("open") ? "nothing-stands" : "survives";
}

/** Every lead that was measured under several judges, their estimates side by side. */
export function judgeConclusions(evals: readonly Eval[], effects: readonly Effect[]): JudgeConclusion[] {
  const together = new Map<string, Effect[]>();
  for (const effect of effects) {
    const { arm, eval: id, metric, condition, moment } = effect;
    const key = JSON.stringify([arm, id, metric, conditionKey(condition), moment.stage]);
    together.set(key, [...(together.get(key) ?? []), effect]);
  }
  return [...together.values()].flatMap((same): JudgeConclusion[] => {
    const measured = same.filter(({ armLevel, controlLevel }) => armLevel !== null && controlLevel !== null);
    const [first] = measured;
    if (first === undefined || measured.length < 2) return [];
    const value = evals.find(({ id }) => id === first.eval);
    const metric = value === undefined ? undefined : metricNamed(value, first.metric);
    const better = orientation(metric?.direction ?? "higher-is-better");
    const byJudge = measured.map((effect): ByJudge => {
      const lead = leadOf(effect);
      const scope = shownFinding(effect)?.scope ?? "checkpoint";
      return { judge: effect.judge, moment: effect.moment, lead, scope, standing: standingOf(lead, better) };
    });
    const { arm, control, eval: id, metric: name, condition, moment } = first;
    return [
      {
        arm,
        control,
        eval: id,
        metric: name,
        condition,
        stage: moment.stage,
        byJudge,
        survival: survivalOf(byJudge.map(({ standing }) => standing)),
      },
    ];
  });
}
