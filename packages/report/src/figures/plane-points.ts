import type {
  Effect,
  GeneralizationPair,
  Interval,
  OrientedLead,
  SuiteSynthesis,
  Target,
} from "@holdfast/core";
import { formatQuantity } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { generalizationSentence, synthesisSentence } from "../sentences/generalization-sentence.js";
import { contextOf } from "../subject.js";

/** Which crosses stand on the plane. */
export interface PlaneChoice {
  readonly stage: string;
  /** null: the one that the plan shows first. */
  readonly target: Target | null;
  /** Ids of one eval near the training data and one far from it; null: suites together where there are enough. */
  readonly between: { readonly near: string; readonly far: string } | null;
}

/** A lead that is turned so that more is better, as a share of its scale. */
export interface PlaneLead {
  readonly estimate: number;
  readonly interval: Interval | null;
}

/** One cross on the plane. */
export interface PlanePoint {
  readonly arm: string;
  readonly kind: "mean" | "pair";
  readonly near: PlaneLead;
  readonly far: PlaneLead;
  /** Of a mean, its interval far from the data excludes 0; of a pair, the far lead stands as it was registered. */
  readonly isSolid: boolean;
  /** How many of its pairs are flagged as suppression, and how many there are. */
  readonly flagged: number;
  readonly pairs: number;
  /** What it is over: `2 suites near, 2 far`, or the two evals. */
  readonly over: string;
  readonly title: string;
}

export interface PlanePoints {
  readonly points: readonly PlanePoint[];
  /** The pairs of evals behind the means. */
  readonly dots: readonly GeneralizationPair[];
  /** Arms that have no place on it, and why. */
  readonly left: readonly { readonly arm: string; readonly reason: string }[];
}

function doesStand(effects: readonly Effect[], arm: string, side: OrientedLead): boolean {
  const found = effects.find(
    (effect) =>
      effect.arm === arm &&
      effect.eval === side.eval &&
      effect.metric === side.metric &&
      effect.judge === side.judge &&
      JSON.stringify([effect.condition, effect.moment]) === JSON.stringify([side.condition, side.moment]),
  );
  return found?.stands === true;
}

function excludesZero({ interval }: PlaneLead): boolean {
  if (interval === null) return false;
  return (interval.lower ?? -1) > 0 || (interval.upper ?? 1) < 0;
}

function pairPoint({ analysis, subject }: ReportMatter, pair: GeneralizationPair): PlanePoint[] {
  const { arm, near, far } = pair;
  if (near.lead === null || far.lead === null) return [];
  const contexts = [near, far].map((side) => contextOf(subject, side, side.condition));
  const apart = [...new Set(contexts)].filter((context) => context !== "").join(", ");
  return [
    {
      ...{ arm, kind: "pair" as const, near: near.lead, far: far.lead },
      isSolid: doesStand(analysis.effects, arm, far),
      ...{ flagged: pair.suppression === true ? 1 : 0, pairs: 1 },
      over: `${apart === "" ? "" : `${apart} · `}${near.eval} and ${far.eval}`,
      title: generalizationSentence(pair),
    },
  ];
}

function meanPoint(synthesis: SuiteSynthesis, pairs: readonly GeneralizationPair[]): PlanePoint[] {
  const { arm, near, far, suites } = synthesis;
  if (near.status !== "estimated" || far.status !== "estimated") return [];
  const count = (side: "near" | "far") => suites.filter((suite) => suite.side === side).length;
  return [
    {
      ...{ arm, kind: "mean" as const, near, far, isSolid: excludesZero(far) },
      ...{ flagged: pairs.filter(({ suppression }) => suppression === true).length, pairs: pairs.length },
      over: `${formatQuantity(count("near"), "suite")} near, ${count("far")} far`,
      title: synthesisSentence(synthesis),
    },
  ];
}

/** The syntheses of a stage for the chosen target, one for each arm, judge and condition. */
export function chosenSyntheses(
  { analysis, registration }: ReportMatter,
  { stage, target }: Pick<PlaneChoice, "stage" | "target">,
): SuiteSynthesis[] {
  const wanted = target ?? registration.ablation.plan.target;
  const chosen = new Map<string, SuiteSynthesis>();
  for (const one of analysis.generalization.syntheses) {
    if (one.stage !== stage) continue;
    const key = JSON.stringify([one.arm, one.suites[0]?.judge, one.suites[0]?.condition]);
    const before = chosen.get(key);
    if (before === undefined || (before.target !== wanted && one.target === wanted)) chosen.set(key, one);
  }
  return [...chosen.values()];
}

/** What stands on the plane of one stage: arms by their suites together, else by their pairs of evals. */
export function planePoints(matter: ReportMatter, choice: PlaneChoice): PlanePoints {
  const { generalization } = matter.analysis;
  const { between } = choice;
  const here = generalization.pairs.filter(({ stage }) => stage === choice.stage);
  const asked = here.filter(
    ({ near, far }) => between === null || (near.eval === between.near && far.eval === between.far),
  );
  const means =
    between !== null
      ? []
      : chosenSyntheses(matter, choice).flatMap((one) =>
          meanPoint(
            one,
            here.filter(({ arm }) => arm === one.arm),
          ),
        );
  const averaged = new Set(means.map(({ arm }) => arm));
  const single = asked.filter(({ arm }) => !averaged.has(arm)).flatMap((pair) => pairPoint(matter, pair));
  const points = [...means, ...single];
  const drawn = new Set(points.map(({ arm }) => arm));
  const reasons = new Map<string, string>();
  for (const { arm, reason } of generalization.leftOut)
    if (!drawn.has(arm) && !reasons.has(arm)) reasons.set(arm, reason);
  return {
    points,
    dots: asked.filter(({ arm }) => averaged.has(arm)),
    left: [...reasons].map(([arm, reason]) => ({ arm, reason })),
  };
}
