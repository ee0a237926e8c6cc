import {
  ablationFingerprint,
  evidenceFingerprint,
  fingerprintOf,
  type PowerAnswer,
  type PowerQuestion,
} from "@holdfast/core";
import type { Context } from "../context.js";
import type { Excluded } from "./analyse-ablation.js";

/** What the registered design can and cannot resolve, with how scores vary taken from its outcomes where they show it. */
export async function answerPower(
  context: Context,
  input: { readonly identity: string; readonly excluded: Excluded; readonly question: PowerQuestion },
): Promise<PowerAnswer> {
  const { ablationPower } = await import("@holdfast/analysis");
  const { powerAnswerSentences } = await import("@holdfast/report");
  const { identity, excluded, question } = input;
  const { ablation } = await context.store.registration(identity);
  const evidence = await context.store.evidence(identity);
  const includesExcluded = excluded === "with";
  const rows = ablationPower(ablation, evidence, question, includesExcluded);
  return {
    ablation: identity,
    inputsFingerprint: fingerprintOf({
      ablation: ablationFingerprint(ablation),
      evidence: evidenceFingerprint(evidence),
      includesExcluded,
      question,
    }),
    includesExcluded,
    sentences: powerAnswerSentences(ablation, rows),
    warnings: [],
    rows,
  };
}
