import {
  ablationFingerprint,
  evidenceFingerprint,
  fingerprintOf,
  HoldfastError,
  type PowerCurveAnswer,
  type PowerCurveQuestion,
} from "@holdfast/core";
import type { Context } from "../context.js";
import type { Excluded } from "./analyse-ablation.js";

/** What designs around the registered one can resolve on one of its evals, the first where none is named. */
export async function answerPowerCurve(
  context: Context,
  input: { readonly identity: string; readonly excluded: Excluded; readonly question: PowerCurveQuestion },
): Promise<PowerCurveAnswer> {
  const { ablationPowerCurve } = await import("@holdfast/analysis");
  const { powerCurveSentences } = await import("@holdfast/report");
  const { identity, excluded, question } = input;
  const { eval: asked, ...design } = question;
  const { ablation } = await context.store.registration(identity);
  const value = ablation.evals.find(({ id }) => asked === undefined || id === asked);
  if (value === undefined)
    throw new HoldfastError({
      code: "unknown-name",
      message: `${identity} has no eval ${asked ?? "at all"}.`,
      place: { key: "eval" },
      remedy: `Ask about ${ablation.evals.map(({ id }) => id).join(", ")}.`,
    });
  const evidence = await context.store.evidence(identity);
  const includesExcluded = excluded === "with";
  const { curve, rows, registered } = ablationPowerCurve(ablation, evidence, value, design, includesExcluded);
  return {
    ablation: identity,
    inputsFingerprint: fingerprintOf({
      ablation: ablationFingerprint(ablation),
      evidence: evidenceFingerprint(evidence),
      includesExcluded,
      question,
    }),
    includesExcluded,
    sentences: powerCurveSentences(ablation, curve),
    warnings: [],
    curve,
    rows: [...rows],
    registered,
  };
}
