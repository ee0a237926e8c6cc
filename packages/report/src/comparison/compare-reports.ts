import { type Ablation, type ComparisonReport, HoldfastError } from "@holdfast/core";
import { formatQuantity } from "../format.js";
import type { ReportInput } from "../report-input.js";
import { listed } from "../table.js";
import { comparedDesign } from "./compared-design.js";
import { comparedEvals } from "./compared-evals.js";
import { comparedFindings } from "./compared-findings.js";

function sideOf({ registration, analysis }: ReportInput): ComparisonReport["first"] {
  const { identity, revision, fingerprint, ablation } = registration;
  return {
    ...{ identity, revision, fingerprint, title: ablation.title, question: ablation.question },
    inputsFingerprint: analysis.inputsFingerprint,
  };
}

/** Evals that one of the two alone has. */
function aloneIn(mine: Ablation, other: Ablation, whose: string): ComparisonReport["notComparable"] {
  return mine.evals
    .filter(({ id }) => !other.evals.some((value) => value.id === id))
    .map(({ id }) => ({ what: `${id}`, reason: `only ${whose} measures it` }));
}

/**
 * Two ablations beside each other. Nothing is pooled and nothing is tested between them: their controls, recipes and
 * prompts may differ, and a difference of two leads would have no design behind it.
 *
 * @throws HoldfastError `invalid-input` where both are one ablation
 */
export function compareReports(first: ReportInput, second: ReportInput): ComparisonReport {
  const [one, other] = [sideOf(first), sideOf(second)];
  if (one.identity === other.identity)
    throw new HoldfastError({
      code: "invalid-input",
      message: `${one.identity} cannot be compared with itself.`,
      remedy: "Name two ablations, or two versions of one.",
    });
  const [mine, theirs] = [first.registration.ablation, second.registration.ablation];
  const evals = comparedEvals(mine, theirs);
  const comparable = new Set(evals.filter(({ status }) => status !== "another").map((value) => value.eval));
  const { leads, durability, notComparable } = comparedFindings(first, second, comparable);
  const design = comparedDesign(mine, theirs);
  const differs = design
    .filter(({ same, what }) => !same && !what.includes(":"))
    .map(({ what }) => what.toLowerCase());
  const placed = leads.reduce((sum, group) => sum + group.first.length + group.second.length, 0);
  return {
    format: "holdfast-comparison/1",
    ...{ first: one, second: other, design, evals },
    leads: [...leads],
    durability: [...durability],
    notComparable: [
      ...evals
        .filter(({ status }) => status === "another")
        .map((value) => ({ what: value.eval, reason: value.reason })),
      ...aloneIn(mine, theirs, one.identity),
      ...aloneIn(theirs, mine, other.identity),
      ...notComparable,
    ],
    sentences: [
      comparable.size === 0
        ? `${one.identity} and ${other.identity} measure no eval that is the same, so no lead of one stands beside one of the other.`
        : `${one.identity} and ${other.identity} share ${formatQuantity(comparable.size, "eval")}; ${placed === 0 ? "no lead on them was measured at the same stage, by the same judge and under the same condition" : `${formatQuantity(placed, "lead")} in ${formatQuantity(leads.length, "place")} stand side by side`}.`,
      differs.length === 0
        ? "What is registered of both reads the same."
        : `They differ in ${listed(differs)}.`,
      "Every number is that of its own ablation, against its own control. No number is made of both, and none says that one lead is larger than the other: nothing was randomised between the two.",
    ],
  };
}
