import { type CalibrationTable, type RowVerdict, shareText, shareWithError } from "./calibration-table.js";
import { type Claim, claimAgrees } from "./claim.js";
import { durabilityClaims } from "./durability-claims.js";
import { leadClaims, repeatedTestClaims } from "./effect-claims.js";
import { RATE_SCENARIOS, rateCoverage } from "./exact-rate-coverage.js";
import { calibrateFamily, USUAL_FAMILY } from "./family-calibration.js";
import { isAtMost, MOST_REJECTIONS } from "./gates.js";
import type { Share } from "./tally.js";

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

/** Three runs an arm and more are held to the gate of false findings; what is above 5% is called weak all the same. */
function familyVerdict(runs: number, errors: Share): RowVerdict {
  if (runs >= 3 && !isAtMost(errors, MOST_REJECTIONS)) return "MISSES";
  return isAtMost(errors, ALPHA) ? "holds" : "weak";
}

/** The whole family after Holm, with the default. */
function familyTable(repeats: number, seed: number): CalibrationTable {
  return {
    id: "family",
    title: "42 registered comparisons without an effect: any false finding",
    note: "Seven arms against one control on six evals, 50 prompts each. Holm asks for p-values as small as .0012, so here it shows how far out a p-value is right, and not only at 5%: the t test on run means is. The default is weak where its share is above .05 by more than two errors: its degrees of freedom for other prompts can be many where the few runs happen to lie close together. With two runs an arm, a finding that is only just significant after Holm is no proof.",
    columns: ["scenario", "t, unadjusted", "t, Holm", "mover-wilson, unadjusted", "mover-wilson, Holm"],
    rows: [2, 3, 5].map((runs, index) => {
      const { runTest, moverWilson } = calibrateFamily({ ...USUAL_FAMILY, runs }, repeats, seed + index);
      return {
        cells: [
          `${runs} runs an arm`,
          shareText(runTest.unadjusted),
          shareText(runTest.holm),
          shareText(moverWilson.unadjusted),
          shareWithError(moverWilson.holm),
        ],
        verdict: familyVerdict(runs, moverWilson.holm),
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
    familyTable(repeats, seed + 30),
    rateTable(),
  ];
}
