import type { Analysis, Effect, JudgeConclusion, LevelRow, Warning } from "@holdfast/core";
import { evalCorrelations } from "../correlation/eval-correlations.js";
import { generalize } from "../generalization/generalize.js";
import { judgeAgreement } from "../judges/judge-agreement.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { origins } from "../origin/origins.js";

/** What is asked of leads and levels once they are there. */
export type BeyondLeads = Pick<Analysis, "generalization" | "evalCorrelations" | "origins" | "judges">;

/** Whether leads generalise, where levels came from, and whether judges and evals go together. */
export function beyondLeads(
  index: EvidenceIndex,
  effects: readonly Effect[],
  levels: readonly LevelRow[],
): BeyondLeads {
  return {
    generalization: generalize(index, effects),
    evalCorrelations: evalCorrelations(index),
    origins: origins(index, levels),
    judges: judgeAgreement(index, effects),
  };
}

function judgeWarning({ arm, eval: id, stage, survival }: JudgeConclusion): Warning[] {
  if (survival !== "sign-changes" && survival !== "standing-changes") return [];
  const said =
    survival === "sign-changes" ? "judges contradict each other" : "it stands under some judges only";
  return [
    { code: "judge-dependent", message: `The lead of \`${arm}\` on \`${id}\` at \`${stage}\`: ${said}.` },
  ];
}

/** What of it a reader must know before any single number. */
export function beyondLeadsWarnings({ generalization, judges }: BeyondLeads): Warning[] {
  return [
    ...generalization.pairs.flatMap(({ warnings }) => warnings.filter(({ code }) => code === "suppression")),
    ...judges.conclusions.flatMap(judgeWarning),
  ];
}
