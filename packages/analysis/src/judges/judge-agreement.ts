import type { Effect, JudgeAgreement } from "@holdfast/core";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { judgeConclusions } from "./judge-conclusions.js";
import { judgePair } from "./judge-pair.js";
import { judgedRollouts } from "./judged-rollouts.js";

/** How far judges agree on the same rollouts, and whether conclusions survive the change of judge. */
export function judgeAgreement(index: EvidenceIndex, effects: readonly Effect[]): JudgeAgreement {
  return {
    pairs: judgedRollouts(index).map((rollouts) => judgePair(index, rollouts)),
    conclusions: judgeConclusions(index.ablation.evals, effects),
  };
}
