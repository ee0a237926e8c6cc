import { formatIdentity, type GeneralizationAnswer, type SynthesisMethod } from "@holdfast/core";
import type { Context } from "../context.js";
import { analyseAblation, type Excluded } from "./analyse-ablation.js";
import { otherMethod } from "./other-method.js";

/** Whether leads show far from the training data too; suites are taken together by `method` where one is asked for. */
export async function answerGeneralization(
  context: Context,
  input: {
    readonly identity: string;
    readonly excluded: Excluded;
    readonly method?: SynthesisMethod | undefined;
  },
): Promise<GeneralizationAnswer> {
  // The method is of the synthesis, not of the leads that it is made from.
  const { identity, excluded, method = "reml" } = input;
  const { registration, analysis } = await analyseAblation(context, { identity, excluded });
  const { ablation } = registration;
  const { suiteSynthesis } = await import("@holdfast/analysis");
  const { generalizationSentences } = await import("@holdfast/report");
  const { pairs, leftOut } = analysis.generalization;
  const syntheses =
    method === "reml"
      ? analysis.generalization.syntheses
      : analysis.generalization.syntheses.map((synthesis) => suiteSynthesis({ ...synthesis, method }));
  const generalization = { pairs, syntheses, leftOut };
  const other = otherMethod("Suites taken together", method === "reml" ? undefined : method);
  return {
    ablation: formatIdentity(ablation),
    inputsFingerprint: analysis.inputsFingerprint,
    includesExcluded: analysis.includesExcluded,
    method,
    sentences: [
      ...other.sentences,
      ...generalizationSentences(ablation, generalization, analysis.evalCorrelations),
    ],
    warnings: [...other.warnings, ...pairs.flatMap(({ warnings }) => warnings)],
    ...generalization,
    evalCorrelations: analysis.evalCorrelations,
  };
}
