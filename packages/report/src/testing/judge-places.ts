import {
  type JudgeConclusion,
  JudgeConclusionSchema,
  type JudgePair,
  JudgePairSchema,
  type Quantity,
} from "@holdfast/core";
import { CROWD_EVAL } from "./crowd.js";
import { quantityOf } from "./frontier-places.js";

/** Two judges on the same rollouts, agreeing this far. */
export function judgePair(
  judges: readonly [string, string],
  alpha: Quantity,
  over: Partial<JudgePair> = {},
): JudgePair {
  return JudgePairSchema.parse({
    ...{
      eval: CROWD_EVAL,
      metric: "score",
      judges,
      checkpoints: 9,
      scores: 1440,
      clusters: 6,
      scale: "nominal",
    },
    ...{
      agreement: quantityOf(0.94, 0.02),
      alpha,
      gwet: quantityOf(0.9, 0.05),
      shift: quantityOf(-0.05, 0.01),
      notes: [],
    },
    ...over,
  });
}

/** One lead under each of these judges. */
export function judgeConclusion(
  arm: string,
  leads: readonly (readonly [judge: string, lead: Quantity])[],
  survival: JudgeConclusion["survival"],
  over: Partial<JudgeConclusion> = {},
): JudgeConclusion {
  const standing = (lead: Quantity) => {
    if (lead.status === "not-estimable") return "not-estimable";
    const { interval } = lead;
    if ((interval?.upper ?? 1) < 0) return "better";
    return (interval?.lower ?? -1) > 0 ? "worse" : "open";
  };
  return JudgeConclusionSchema.parse({
    ...{ arm, control: "control", eval: CROWD_EVAL, metric: "score", condition: {}, stage: "rl", survival },
    byJudge: leads.map(([judge, lead]) => ({
      ...{ judge, moment: { stage: "rl", steps: [null] }, lead, scope: "recipe", standing: standing(lead) },
    })),
    ...over,
  });
}
