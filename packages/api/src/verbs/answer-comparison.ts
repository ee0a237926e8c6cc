import {
  ablationFingerprint,
  type ComparisonAnswer,
  type Evidence,
  evidenceFingerprint,
  fingerprintOf,
  formatComparisonSide,
  formatIdentity,
  parseComparisonSide,
} from "@holdfast/core";
import type { Context } from "../context.js";
import type { Excluded } from "./analyse-ablation.js";

/**
 * The evidence at some stages with the scores that are needed of it: of the many checkpoints of a stage few are looked
 * at. First where outcomes are, then their scores; again where a step that is needed arrived in between.
 */
async function evidenceWith(
  context: Context,
  identity: string,
  stages: readonly string[],
  neededOf: (evidence: Evidence) => readonly (number | null)[],
): Promise<Evidence> {
  for (let scoredSteps: readonly (number | null)[] = []; ; ) {
    const evidence = await context.store.evidence(identity, { stages, scoredSteps });
    const needed = neededOf(evidence);
    if (needed.every((step) => scoredSteps.includes(step))) return evidence;
    scoredSteps = [...new Set([...scoredSteps, ...needed])];
  }
}

/**
 * Two arms, runs or checkpoints against each other, in numbers and in words. Only scores that are looked at are read.
 *
 * @throws HoldfastError `invalid-input` for an address; `unknown-name` for an arm, a stage, or a run without outcomes
 */
export async function answerComparison(
  context: Context,
  input: { readonly identity: string; readonly a: string; readonly b: string; readonly excluded: Excluded },
): Promise<ComparisonAnswer> {
  const { compareSides, comparedSteps, placedStage } = await import("@holdfast/analysis");
  const { comparisonSentences } = await import("@holdfast/report");
  const asked = { a: parseComparisonSide(input.a, "a"), b: parseComparisonSide(input.b, "b") };
  const { ablation } = await context.store.registration(input.identity);
  const stages = [placedStage(ablation, asked.a, "a"), placedStage(ablation, asked.b, "b")];
  const includesExcluded = input.excluded === "with";
  const question = { ...asked, includeExcluded: includesExcluded };
  const evidence = await evidenceWith(context, input.identity, [...new Set(stages)], (known) =>
    comparedSteps(ablation, known, question),
  );
  const { a, b, rows } = compareSides(ablation, evidence, question);
  const sides = {
    a: { ...a, address: formatComparisonSide(a) },
    b: { ...b, address: formatComparisonSide(b) },
  };
  return {
    ablation: formatIdentity(ablation),
    inputsFingerprint: fingerprintOf({
      ablation: ablationFingerprint(ablation),
      evidence: evidenceFingerprint(evidence),
      includesExcluded,
      a: sides.a.address,
      b: sides.b.address,
    }),
    includesExcluded,
    sentences: comparisonSentences(ablation, { ...sides, rows }),
    warnings: [],
    exploratory: true,
    ...sides,
    rows,
  };
}
