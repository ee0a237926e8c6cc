import type { Basis, PowerCurve, PowerRow } from "@holdfast/core";

const RUNS = [2, 3, 4, 5, 6, 8, 10, 12];
const SCORE = 0.43;

/** About what the default test resolves; near enough to be drawn. */
function found(runs: number, prompts: number, seedSd: number, factor = 1): number {
  const deviation = Math.sqrt(seedSd ** 2 + SCORE ** 2 / (10 * prompts));
  return factor * (2.9 + 4 / (runs - 1) ** 2) * deviation * Math.sqrt(2 / runs);
}

/** Designs around one of three runs an arm and a hundred prompts; numbers are made up, fields are replaced by `over`. */
export function plannedCurve(over: Partial<PowerCurve> = {}): PowerCurve {
  const chosen = { runs: 3, prompts: 100, epochs: 10, ...over.chosen };
  const runs = [...new Set([...RUNS, ...(chosen.runs < 2 ? [] : [chosen.runs])])].sort((a, b) => a - b);
  const seedSd = over.seedSd ?? 0.044;
  return {
    ...{ eval: null, metric: null, target: "prompt-general", wantedPower: 0.8, alpha: 0.05, comparisons: 6 },
    ...{ seedSd, smallestEffect: 0.08, lead: 0.2, share: 0.5 },
    lines: [Math.max(1, Math.round(chosen.prompts / 4)), chosen.prompts, chosen.prompts * 4].map(
      (prompts) => ({
        prompts,
        points: runs.map((count) => ({
          ...{ runs: count, detectable: found(count, prompts, seedSd) },
          ...{ holmFirst: found(count, prompts, seedSd, 1.7), power: 1 - 1 / count },
        })),
      }),
    ),
    prompts:
      chosen.runs < 2
        ? []
        : [10, 25, 50, chosen.prompts, 400, 1600, 6400].map((prompts) => ({
            ...{ prompts, detectable: found(chosen.runs, prompts, seedSd) },
            promptsOnly: 0.32 / Math.sqrt(prompts),
          })),
    retention: runs.map((count) => ({
      ...{ runs: count, provable: 2 * found(count, chosen.prompts, seedSd), power: 1 - 0.8 / (count - 1) },
    })),
    seeds: [0.5, 1, 2].map((factor) => ({
      seedSd: factor * seedSd,
      points: runs.map((count) => ({
        ...{ runs: count, detectable: found(count, chosen.prompts, factor * seedSd) },
      })),
    })),
    ...over,
    chosen,
  };
}

const basis = (value: number, from: Basis["from"] = "assumed"): Basis => ({
  ...{ value, from, df: null, atMost: null },
});

/** The row of that design. */
export function plannedRow(over: Partial<PowerRow> = {}): PowerRow {
  const detectable = found(3, 100, 0.044);
  return {
    ...{ eval: null, metric: null, stage: null, judge: null },
    design: {
      ...{ runs: basis(3, "given"), arms: basis(8), prompts: basis(100), epochs: basis(10) },
      comparisons: basis(6, "given"),
    },
    spread: {
      ...{ seed: basis(0.044), seedByPrompt: basis(0.1), score: basis(SCORE), armByPrompt: basis(0) },
      correlation: basis(0.7),
    },
    ...{ runDeviation: 0.046, seedShare: 0.91, shownTarget: "prompt-general", wantedPower: 0.8 },
    ...{ smallestEffect: 0.08, lead: 0.2, promptsOnly: 0.032 },
    leads: (["alone", "holm-first"] as const).map((step) => ({
      ...{ variance: "pair", target: "prompt-general", step, alpha: 0.05, df: 4, reason: null },
      ...{ detectable: detectable * 0.9, power: 0.3, ownTest: { detectable, power: 0.24 } },
    })),
    cheapest: [
      { step: "alone", design: { runs: 7, prompts: 25, epochs: 20, cost: 56_305, power: 0.804 } },
      { step: "holm-first", design: null },
    ],
    retention: [
      {
        ...{ variance: "pair", target: "prompt-general", share: 0.5, oneSidedAlpha: 0.025 },
        ...{ provable: 0.31, power: 0.55 },
      },
    ],
    ...over,
  };
}
