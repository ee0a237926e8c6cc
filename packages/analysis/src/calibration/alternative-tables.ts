import {
  ALTERNATIVE_SCENARIOS,
  ALTERNATIVES,
  type Alternative,
  calibrateAlternatives,
} from "./alternative-calibration.js";
import {
  type CalibrationTable,
  shareText,
  shareWithError,
  tallyVerdict,
  widthText,
} from "./calibration-table.js";
import { calibrateMixedModel, MIXED_MODEL_RUNS } from "./mixed-model-calibration.js";
import { calibratePaired, PAIRED_METHODS, PAIRED_SCENARIOS } from "./paired-calibration.js";
import type { Tally } from "./tally.js";

const cover = (tally: Tally | undefined) =>
  tally === undefined || tally.coverage.share === null ? "no answer" : shareWithError(tally.coverage);

const nameOf = ({ estimator, target }: Alternative) =>
  `${estimator.id}, ${target === "suite-fixed" ? "these prompts" : "log odds, other prompts"}`;

/** Methods that are asked for by name, each held to its own target. */
export function alternativeTable(repeats: number, seed: number): CalibrationTable {
  return {
    id: "alternatives",
    title: "Methods that are asked for by name",
    note: "Coverage for the target that each method speaks of; where the scenario is null, what is not covered is a false finding. `two-way-anova` and `pooled-design-effect` are in the tables above. Permutations of two or three runs an arm cannot reach 5%, so there is no answer. `cr2` and `permutation-runs` take the runs of both arms to vary alike, and cover less where they do not. None of these is a default, and none is held to a floor.",
    columns: [
      "scenario",
      ...ALTERNATIVES.flatMap((one) => [nameOf(one), one.scale === "difference" ? "width" : "width, logits"]),
    ],
    rows: ALTERNATIVE_SCENARIOS.map((scenario, index) => {
      const found = calibrateAlternatives(scenario, repeats, seed + index);
      return {
        cells: [
          scenario.name,
          ...ALTERNATIVES.flatMap(({ estimator, scale }) => {
            const tally = found.get(estimator.id);
            const width = tally?.medianWidth ?? null;
            return [
              cover(tally),
              scale === "difference" ? widthText(width) : width === null ? "-" : width.toFixed(2),
            ];
          }),
        ],
        verdict: "shown",
      };
    }),
  };
}

/** Runs of one seed in both arms. */
export function pairedTable(repeats: number, seed: number): CalibrationTable {
  return {
    id: "paired-by-seed",
    title: "Runs that share their seeds",
    note: "Coverage and median width for other prompts. `paired-by-seed` is the default where a plan registers the pairing. Where a seed fixes much, the default without pairing is too wide; where it fixes nothing, pairing costs degrees of freedom and nothing else.",
    columns: ["scenario", ...PAIRED_METHODS.flatMap(({ id }) => [id, "width"])],
    rows: PAIRED_SCENARIOS.map((scenario, index) => {
      const found = calibratePaired(scenario, repeats, seed + index);
      return {
        cells: [
          scenario.name,
          ...PAIRED_METHODS.flatMap(({ id }) => [
            cover(found.get(id)),
            widthText(found.get(id)?.medianWidth ?? null),
          ]),
        ],
        verdict: tallyVerdict(
          found.get("paired-by-seed"),
          scenario.runs < 3 ? "two-runs" : "gate",
          scenario.name.startsWith("null"),
        ),
      };
    }),
  };
}

/** A logistic mixed model, as it is commonly read and as it is offered. */
export function mixedModelTable(repeats: number, seed: number): CalibrationTable {
  return {
    id: "mixed-model",
    title: "A logistic mixed model (`glmm-laplace`)",
    note: "False findings where there is no effect: 30 prompts, random runs and prompts. Wald's z, as mixed models are commonly read, is wrong on purpose; `glmm-laplace` takes t on the runs' degrees of freedom. Few repeats, because a fit is slow.",
    columns: ["runs an arm", "Wald z", "glmm-laplace", "no answer", "repeats"],
    rows: MIXED_MODEL_RUNS.map((runs, index) => {
      const { t, z } = calibrateMixedModel(runs, repeats, seed + index);
      return {
        cells: [
          String(runs),
          shareWithError(z.rejectsZero),
          shareWithError(t.rejectsZero),
          shareText({ share: t.missing / repeats, error: null, repeats }),
          String(repeats),
        ],
        verdict: "shown",
      };
    }),
  };
}
