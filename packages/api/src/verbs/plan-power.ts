import type { PowerPlan, PowerQuestion } from "@holdfast/core";

/** What a design of that size can resolve, before anything is registered. */
export async function planPower(question: PowerQuestion): Promise<PowerPlan> {
  const { designPower } = await import("@holdfast/analysis");
  const { powerSentences } = await import("@holdfast/report");
  const row = designPower(question);
  return { sentences: powerSentences(null, row), row };
}
