import { boundsOf, type Condition, type Interval, type Trajectory } from "@holdfast/core";
import { namedRuns, stepOrder } from "../measure/arm-moment.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { PlannedLead } from "../plan-contrasts.js";
import { contrastAt, type Setting, settingsOf, targetsOf } from "./contrast.js";
import { decayFindings } from "./decay-findings.js";
import { scaledInterval } from "./finding-of.js";
import { estimateContrast } from "./lead-effects.js";

type Point = Trajectory["points"][number];

interface Moment {
  readonly stage: string;
  /** undefined: the end of the stage, where the sides share no step. */
  readonly step: number | null | undefined;
  readonly setting: Setting;
}

function momentsOf(index: EvidenceIndex, lead: PlannedLead, judge: string): Moment[] {
  return settingsOf(index, lead, lead.stage)
    .filter((setting) => setting.judge === judge && setting.arm.length > 0 && setting.control.length > 0)
    .flatMap((setting): Moment[] => {
      const own = new Set(setting.arm.map(({ step }) => step));
      const shared = [...new Set(setting.control.map(({ step }) => step))].filter((step) => own.has(step));
      if (shared.length === 0) return [{ stage: lead.stage, step: undefined, setting }];
      return shared
        .sort((a, b) => stepOrder(a) - stepOrder(b))
        .map((step) => ({ stage: lead.stage, step, setting }));
    });
}

function pointOf(
  index: EvidenceIndex,
  lead: PlannedLead,
  { stage, step, setting }: Moment,
  count: number,
): Point[] {
  const { plan } = index.ablation;
  const contrast = contrastAt(index, lead, stage, setting, step === undefined ? null : [step]);
  const rate = (side: "arm" | "control") => {
    const { units } = contrast[side];
    return units.reduce((sum, { measured }) => sum + measured.value.rate, 0) / units.length;
  };
  const at = (level: number, simultaneous = false) => {
    for (const target of targetsOf(plan.target)) {
      const asked = { intervalOnly: true, simultaneous };
      const { estimate } = estimateContrast(contrast, "difference", target, level, asked);
      if (estimate.status === "estimated") return estimate;
    }
    return undefined;
  };
  const own = at(1 - plan.alpha);
  if (own === undefined) return [];
  const band = count === 1 ? own : at(1 - plan.alpha / count, true);
  const scaled = (interval: Interval | null | undefined) =>
    interval === null || interval === undefined ? null : scaledInterval(interval, contrast.range);
  const { lower } = boundsOf(lead.metric.scale);
  const condition: Condition = setting.condition;
  return [
    {
      stage,
      step: step ?? null,
      condition,
      lead: own.estimate * contrast.range,
      interval: scaled(own.interval),
      band: scaled(band?.interval),
      armLevel: lower + contrast.range * rate("arm"),
      controlLevel: lower + contrast.range * rate("control"),
      runs: namedRuns(contrast.arm),
      controlRuns: namedRuns(contrast.control),
    },
  ];
}

/**
 * The lead of each arm on each eval at every checkpoint that both sides have, in the order of stages and steps,
 * with a band that holds over all points of one condition at once (Bonferroni).
 */
export function trajectories(index: EvidenceIndex, leads: readonly PlannedLead[]): Trajectory[] {
  const together = new Map<string, PlannedLead[]>();
  for (const lead of leads) {
    const key = [lead.arm, lead.eval.id, lead.metric.name].join("\u0000");
    together.set(key, [...(together.get(key) ?? []), lead]);
  }
  return [...together.values()].flatMap((stages) => {
    const [first] = stages;
    if (first === undefined) return [];
    const judges = [
      ...new Set(stages.flatMap((lead) => settingsOf(index, lead, lead.stage).map(({ judge }) => judge))),
    ];
    return judges.flatMap((judge): Trajectory[] => {
      const moments = stages.flatMap((lead) =>
        momentsOf(index, lead, judge).map((moment) => ({ lead, moment })),
      );
      const points = moments.flatMap(({ lead, moment }) => pointOf(index, lead, moment, moments.length));
      if (points.length === 0) return [];
      return [
        {
          arm: first.arm,
          control: first.control,
          eval: first.eval.id,
          metric: first.metric.name,
          judge,
          points,
          decays: decayFindings(index, stages, judge),
        },
      ];
    });
  });
}
