import type { RatioSet } from "@holdfast/core";
import { normalQuantile } from "../distributions/normal.js";
import { criticalT } from "../distributions/student-t.js";
import { crossedStages, type StageMatrices } from "../durability/crossed-stages.js";
import { fieller } from "../durability/fieller.js";
import { retentionContrast } from "../durability/non-inferiority.js";
import { ratioApproximations } from "../durability/ratio-approximations.js";
import { leadPValue } from "../durability/retention.js";
import { sampleLeads } from "../durability/sample-leads.js";
import type { StageLeads } from "../durability/stage-leads.js";
import { verdictOf } from "../durability/verdict.js";
import type { CellMatrix } from "../effects/cell-matrix.js";
import { seededRandom } from "../seeded-random.js";
import type { SimpleInterval } from "./naive-methods.js";
import { type SimulatedSuite, USUAL_SUITE } from "./simulated-arms.js";
import { type RetentionScenario, stageDrawer } from "./simulated-stages.js";
import { type Share, shareOf, type Tally, tallyKeeper } from "./tally.js";

const LEVEL = 0.95;
const THRESHOLDS = { lower: 0.5, upper: 0.8 };

/** The cases of table 3.4, and one with most of the lead gone. */
export const RETENTION_SCENARIOS: readonly RetentionScenario[] = [
  { lead: -0.27, retained: 0.49, runs: 3 },
  { lead: -0.27, retained: 0.49, runs: 5 },
  { lead: -0.27, retained: 1, runs: 3 },
  { lead: -0.096, retained: 0.51, runs: 3 },
  { lead: -0.096, retained: 1, runs: 3 },
  { lead: -0.126, retained: 0.48, runs: 3 },
  { lead: -0.27, retained: 1, runs: 2 },
];

export const RATIO_METHODS = [
  "delta, all scores",
  "delta z on runs",
  "delta t on runs",
  "log-ratio t",
  "Fieller, these prompts",
  "Fieller",
] as const;
export type RatioMethod = (typeof RATIO_METHODS)[number];

/** Rules of thumb, and the verdicts that stand in their place. */
export interface RetentionReadings {
  /** A lead that is significant at the first stage. */
  readonly significantFrom: Share;
  /** Of those: not significant at the second, which is often called washed out. */
  readonly washedOut: Share;
  /** No significant change, which is often called durable. */
  readonly noChange: Share;
  /** The change is significant: the size of that test where all is kept. */
  readonly changed: Share;
  /** More than half is proved to be left. */
  readonly proved: Share;
  readonly verdicts: ReadonlyMap<string, Share>;
  /** The set is an interval. */
  readonly bounded: Share;
}

export interface RetentionCalibration {
  readonly scenario: RetentionScenario;
  readonly tallies: ReadonlyMap<RatioMethod, Tally>;
  readonly readings: RetentionReadings;
}

/** The ends of a set as a tally takes them: an exclusive one holds what lies outside of its ends. */
export function holdsRatio({ kind, lower, upper }: RatioSet, ratio: number): boolean {
  if (kind === "unbounded") return true;
  const [low, high] = [lower ?? Number.NEGATIVE_INFINITY, upper ?? Number.POSITIVE_INFINITY];
  return kind === "exclusive" ? ratio <= low || ratio >= high : low <= ratio && ratio <= high;
}

function asInterval(set: RatioSet, ratio: number): SimpleInterval {
  if (set.kind === "interval" && set.lower !== null && set.upper !== null)
    return { lower: set.lower, upper: set.upper };
  const whole = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
  return holdsRatio(set, ratio)
    ? whole
    : { lower: Number.POSITIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
}

function scoresVariance({ cells, scores }: CellMatrix): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < cells.length; at += 1) {
    sum += (cells[at] ?? 0) * (scores[at] ?? 0);
    count += scores[at] ?? 0;
  }
  const rate = sum / count;
  return (rate * (1 - rate)) / count;
}

/** Wrong on purpose: the delta method with every score an independent trial. */
function naiveDelta({ from, to }: StageLeads, { arm, control }: StageMatrices): SimpleInterval {
  const ratio = to / from;
  const one = scoresVariance(arm.from) + scoresVariance(control.from);
  const other = scoresVariance(arm.to) + scoresVariance(control.to);
  const half = (normalQuantile(0.975) * Math.sqrt(other + ratio * ratio * one)) / Math.abs(from);
  return { lower: ratio - half, upper: ratio + half };
}

const around = (centre: number, half: number): SimpleInterval => ({
  lower: centre - half,
  upper: centre + half,
});

/** How the intervals of a retained share, and the readings of it, fare on one scenario. */
export function calibrateRetention(
  scenario: RetentionScenario,
  repeats: number,
  seed: number,
  suite: SimulatedSuite = USUAL_SUITE,
): RetentionCalibration {
  const random = seededRandom(seed);
  const { retained } = scenario;
  const draw = stageDrawer(scenario, suite);
  const clusterOf = Int32Array.from({ length: suite.prompts }, (_, index) => index);
  const keepers = new Map(RATIO_METHODS.map((method) => [method, tallyKeeper()] as const));
  const count = { estimated: 0, from: 0, washed: 0, same: 0, changed: 0, proved: 0, bounded: 0 };
  const words = new Map<string, number>();
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const { matrices, retainedHere } = draw(random);
    const stages = crossedStages(matrices, clusterOf, "difference");
    if ("status" in stages) continue;
    const general = sampleLeads(stages, "prompt-general", THRESHOLDS, LEVEL);
    const fixed = sampleLeads(stages, "suite-fixed", THRESHOLDS, LEVEL);
    if ("status" in general || "status" in fixed) continue;
    const add = (method: RatioMethod, interval: SimpleInterval | null, truth = retained) =>
      keepers.get(method)?.add(interval, truth);
    const t = criticalT(LEVEL, fixed.df);
    const { ratio, deltaStandardError, logRatio } = ratioApproximations(fixed, LEVEL);
    add("delta, all scores", naiveDelta(fixed, matrices));
    add("delta z on runs", around(ratio, normalQuantile(0.975) * deltaStandardError));
    add("delta t on runs", around(ratio, t * deltaStandardError));
    add("log-ratio t", logRatio);
    const own = retainedHere();
    const [ownSet, set] = [fieller(fixed, LEVEL), fieller(general, LEVEL)];
    if (!("status" in ownSet)) add("Fieller, these prompts", asInterval(ownSet.set, own), own);
    if (!("status" in set)) {
      add("Fieller", asInterval(set.set, retained));
      if (set.set.kind === "interval") count.bounded += 1;
    }
    count.estimated += 1;
    const significant = (estimate: number, variance: number) =>
      Math.abs(estimate) > criticalT(LEVEL, general.df) * Math.sqrt(variance);
    const before = significant(general.from, general.covariance.from);
    const change = general.covariance.from + general.covariance.to - 2 * general.covariance.cross;
    const moved = significant(general.to - general.from, change);
    if (before) count.from += 1;
    if (before && !significant(general.to, general.covariance.to)) count.washed += 1;
    if (moved) count.changed += 1;
    else count.same += 1;
    if (retentionContrast(general, -1, THRESHOLDS.lower, LEVEL).interval.lower > 0) count.proved += 1;
    const leadProved = general.from < 0 && (leadPValue(general) ?? 1) <= 1 - LEVEL;
    const word = verdictOf(general, { better: -1, ...THRESHOLDS, level: LEVEL, leadProved }).word ?? "none";
    words.set(word, (words.get(word) ?? 0) + 1);
  }
  const of = (held: number) => shareOf(held, count.estimated);
  return {
    scenario,
    tallies: new Map([...keepers].map(([method, keeper]) => [method, keeper.result()])),
    readings: {
      significantFrom: of(count.from),
      washedOut: shareOf(count.washed, count.from),
      noChange: of(count.same),
      changed: of(count.changed),
      proved: of(count.proved),
      verdicts: new Map([...words].map(([word, held]) => [word, of(held)])),
      bounded: of(count.bounded),
    },
  };
}
