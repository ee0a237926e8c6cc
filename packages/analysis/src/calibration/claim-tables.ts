import { type CalibrationTable, shareText, shareWithError } from "./calibration-table.js";
import { type Claim, claimAgrees } from "./claim.js";
import { durabilityClaims } from "./durability-claims.js";
import { leadClaims, repeatedTestClaims } from "./effect-claims.js";
import { RATE_SCENARIOS, rateCoverage } from "./exact-rate-coverage.js";
import { calibrateFamily, USUAL_FAMILY } from "./family-calibration.js";
import { isAtMost } from "./gates.js";

const ALPHA = 0.05;

const decimal = (value: number) => value.toFixed(3).replace(/^0/, "");

function claimRow(claim: Claim): CalibrationTable["rows"][number] {
  const agrees = claimAgrees(claim);
  const { value, error } = claim.found;
  return {
    cells: [
      claim.text,
      claim.printed === null ? "-" : decimal(claim.printed.value),
      error > 0 ? `${decimal(value)} ± ${decimal(error)}` : decimal(value),
    ],
    verdict: agrees === null ? "shown" : agrees ? "agrees" : "differs",
  };
}

function claimTable(id: string, title: string, note: string, claims: readonly Claim[]): CalibrationTable {
  return {
    id,
    title,
    note,
    columns: ["claim", "printed", "simulated here"],
    rows: claims.map(claimRow),
  };
}

/** What dominates the variance of a comparison: the runs, the prompts, or both. */
const FAMILIES = [
  { name: "runs differ", seedSd: 0.3, armByPromptSd: 0 },
  { name: "runs differ much", seedSd: 0.6, armByPromptSd: 0 },
  { name: "runs and prompts differ", seedSd: 0.45, armByPromptSd: 0.7 },
  { name: "prompts differ, runs hardly", seedSd: 0.08, armByPromptSd: 0.7 },
] as const;

/** The whole family after Holm, with the default. */
function familyTable(repeats: number, seed: number): CalibrationTable {
  const scenarios = [2, 3, 5].flatMap((runs) => FAMILIES.map((family) => ({ ...family, runs })));
  return {
    id: "family",
    title: "42 registered comparisons without an effect: any false finding",
    note: "Seven arms against one control on six evals, 50 prompts each. Holm asks for p-values as small as .0012. On the degrees of freedom of the intervals (`own df`) those of few runs are too small that far out: where the runs happen to lie close together, the variance is small and its degrees of freedom are those of the prompts. A finding enters Holm's adjustment on fewer (`Holm`; decision 0014), held to 5% at every number of runs. `finds`: how often an effect of 1.8 logits passes the first step, which is what that costs.",
    columns: [
      "scenario",
      "t, unadjusted",
      "t, Holm",
      "mover-wilson, unadjusted",
      "own df, Holm",
      "mover-wilson, Holm",
      "own df finds",
      "finds",
    ],
    rows: scenarios.map(({ name, ...scenario }, index) => {
      const family = { ...USUAL_FAMILY, ...scenario };
      const { runTest, moverWilson, finds } = calibrateFamily(family, repeats, seed + 2 * index);
      return {
        cells: [
          `${scenario.runs} runs an arm, ${name}`,
          shareText(runTest.unadjusted),
          shareText(runTest.holm),
          shareText(moverWilson.unadjusted),
          shareText(moverWilson.ownDf),
          shareWithError(moverWilson.holm),
          shareText(finds.ownDf),
          shareText(finds.holm),
        ],
        verdict: isAtMost(moverWilson.holm, ALPHA) ? "holds" : "MISSES",
      };
    }),
  };
}

function rateTable(): CalibrationTable {
  return {
    id: "one-rate",
    title: "One rate of independent scores (table 3.1)",
    note: "Exact coverage of nominal 95% intervals, summed over all counts, beside what the specification prints. Wald's is wrong on purpose; an upper limit of a single arm is Clopper and Pearson's.",
    columns: ["scores", "rate", "Wald", "printed", "Wilson", "printed", "Clopper-Pearson", "printed"],
    rows: RATE_SCENARIOS.map((scenario) => ({
      cells: [
        String(scenario.n),
        String(scenario.rate),
        ...rateCoverage(scenario).flatMap((value, index) => [
          decimal(value),
          decimal(scenario.printed[index] ?? Number.NaN),
        ]),
      ],
      verdict: "shown",
    })),
  };
}

/** What the readme, the warnings and the choice of defaults say in numbers, each simulated again. */
export function claimTables(repeats: number, seed: number): CalibrationTable[] {
  const printedNote =
    "`printed`: in the specification; a dash where nothing is. Both agree where they are within three Monte-Carlo errors of each other.";
  return [
    claimTable("claims-leads", "What is said of leads, simulated again", printedNote, [
      ...leadClaims(repeats, seed),
      ...repeatedTestClaims(repeats, seed + 10),
    ]),
    claimTable(
      "claims-durability",
      "What is said of durability, simulated again",
      `${printedNote} Three runs an arm, and ordinary t tests on run means: each test is right, and what is made of it is not. A run's effects are correlated by .7 from stage to stage, by .3 in the first five rows: at that the printed shares come out. So does the share without a significant decay at a correlation between the two.`,
      durabilityClaims(repeats, seed + 20),
    ),
    familyTable(Math.max(1, Math.round(repeats / 2)), seed + 30),
    rateTable(),
  ];
}
