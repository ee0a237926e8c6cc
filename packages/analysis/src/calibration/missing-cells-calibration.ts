import type { CellMatrix } from "../effects/cell-matrix.js";
import { crossedPair } from "../effects/crossed-pair.js";
import type { EffectEstimate } from "../effects/effect-estimate.js";
import { crossedReml } from "../estimators/crossed-reml.js";
import { moverWilson } from "../estimators/mover-wilson.js";
import { moverWilsonRuns } from "../estimators/mover-wilson-runs.js";
import { type SeededRandom, seededRandom } from "../seeded-random.js";
import { effectInterval } from "./effect-interval.js";
import { promptEffects, simulateArm, USUAL_SUITE } from "./simulated-arms.js";
import { type Tally, tallyKeeper } from "./tally.js";

/** Which cells a run lacks, given how hard each prompt is. */
export interface MissingPattern {
  readonly name: string;
  readonly runs: number;
  /** Whether run `run` of the arm (or control) lacks a prompt of that effect. */
  readonly lacks: (random: SeededRandom, side: "arm" | "control", run: number, effect: number) => boolean;
}

/** Three runs an arm; what is missing is missing at random, for the hardest prompts, or where the answer is bad. */
export const MISSING_PATTERNS: readonly MissingPattern[] = [
  { name: "5% of cells at random", runs: 3, lacks: (random) => random.uniform() < 0.05 },
  { name: "20% of cells at random", runs: 3, lacks: (random) => random.uniform() < 0.2 },
  {
    name: "one run of the arm lacks half of the prompts",
    runs: 3,
    lacks: (random, side, run) => side === "arm" && run === 0 && random.uniform() < 0.5,
  },
  {
    name: "one run of the arm lacks the prompts that fail most",
    runs: 3,
    lacks: (_random, side, run, effect) => side === "arm" && run === 0 && effect > 1.2,
  },
  {
    name: "every run of the arm lacks the prompts that fail most",
    runs: 3,
    lacks: (_random, side, _run, effect) => side === "arm" && effect > 1.2,
  },
];

export const MISSING_METHODS = ["run means of what is there", "mover-wilson", "crossed-reml"] as const;
export type MissingMethod = (typeof MISSING_METHODS)[number];

function gapped(matrix: CellMatrix, lacks: (run: number, prompt: number) => boolean): CellMatrix {
  const cells = matrix.cells.slice();
  const scores = matrix.scores.slice();
  for (let at = 0; at < cells.length; at += 1) {
    if (!lacks(Math.floor(at / matrix.prompts), at % matrix.prompts)) continue;
    cells[at] = Number.NaN;
    scores[at] = 0;
  }
  return { ...matrix, cells, scores };
}

function runValues({ runs, prompts, cells, scores }: CellMatrix) {
  return Array.from({ length: runs }, (_, run) => {
    let sum = 0;
    let count = 0;
    let observations = 0;
    for (let at = run * prompts; at < (run + 1) * prompts; at += 1) {
      const cell = cells[at] ?? Number.NaN;
      if (Number.isNaN(cell)) continue;
      sum += cell;
      count += 1;
      observations += scores[at] ?? 0;
    }
    return { rate: sum / count, observations, standardError: null };
  });
}

/** How intervals fare where runs lack prompts: a null effect, so whatever excludes 0 is a false finding. */
export function calibrateMissing(
  { runs, lacks }: MissingPattern,
  repeats: number,
  seed: number,
): ReadonlyMap<MissingMethod, Tally> {
  const random = seededRandom(seed);
  const own = { mean: -1, seedSd: 0.3, runs };
  const clusterOf = Int32Array.from({ length: USUAL_SUITE.prompts }, (_, index) => index);
  const question = { scale: "difference", level: 0.95, intervalOnly: true } as const;
  const keepers = new Map(MISSING_METHODS.map((method) => [method, tallyKeeper()] as const));
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const effects = promptEffects(random, USUAL_SUITE);
    const draw = (side: "arm" | "control") =>
      gapped(simulateArm(random, own, effects, USUAL_SUITE), (run, prompt) =>
        lacks(random, side, run, effects[prompt] ?? 0),
      );
    const [arm, control] = [draw("arm"), draw("control")];
    const add = (method: MissingMethod, found: EffectEstimate) =>
      keepers.get(method)?.add(effectInterval(found), 0);
    add(
      "run means of what is there",
      moverWilsonRuns.estimate(
        { level: "counts", binary: true, arm: runValues(arm), control: runValues(control) },
        { ...question, target: "suite-fixed" },
      ),
    );
    const pair = crossedPair(arm, control, clusterOf);
    if ("status" in pair) continue;
    const general = { ...question, target: "prompt-general" } as const;
    add("mover-wilson", moverWilson.estimate({ level: "samples", binary: true, pair }, general));
    const cells = { arm, control, clusterOf };
    add("crossed-reml", crossedReml.estimate({ level: "samples", binary: true, pair, cells }, general));
  }
  return new Map([...keepers].map(([method, keeper]) => [method, keeper.result()]));
}
