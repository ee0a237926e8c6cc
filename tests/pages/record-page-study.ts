import type { HoldfastClient } from "@holdfast/api/client";
import { defineAblation } from "@holdfast/core";
import { PAGE_STUDY, pageAblation } from "./page-ablation.js";
import { pageOutcomes } from "./page-outcomes.js";

const AT_A_TIME = 200;
const AUTHOR = "ada";

/** Registers the study, records it, and does to it what happens to studies: corrections, exclusions, amendments, alarms. */
export async function recordPageStudy(client: HoldfastClient): Promise<void> {
  await client.register(pageAblation());
  const lines = pageOutcomes();
  for (let from = 0; from < lines.length; from += AT_A_TIME)
    await client.recordLines(PAGE_STUDY, lines.slice(from, from + AT_A_TIME));
  const first = lines.find(({ arm, stage }) => arm === "stories" && stage === "sft");
  if (first?.samples !== undefined)
    await client.recordLines(PAGE_STUDY, [
      {
        ...first,
        samples: {
          ...first.samples,
          score: first.samples.score?.map((score, index) => (index === 3 ? 1 : score)) ?? [],
        },
        correction: { author: AUTHOR, reason: "the scorer missed one answer" },
      },
    ]);
  const { outcomes } = await client.outcomes(PAGE_STUDY, { run: "principles/2/0", stage: "sdf", limit: 1 });
  const [aside] = outcomes;
  if (aside !== undefined)
    await client.exclude(PAGE_STUDY, {
      what: { kind: "outcome", outcomeId: aside.outcomeId },
      author: AUTHOR,
      reason: "evaluated with the wrong system prompt",
    });
  await client.intervene(PAGE_STUDY, {
    ...{ run: "demonstrations/0/0", stage: "rl", step: 150, author: AUTHOR },
    reason: "the watch on blackmail fired",
    change: "doubled the share of harmlessness prompts",
  });
  const definition = defineAblation(pageAblation());
  await client.amend(
    PAGE_STUDY,
    { ...definition, note: "Made-up numbers, for looking at the pages; amended once." },
    { author: AUTHOR, reason: "the note says what it is" },
  );
  await client.recordMetrics(
    PAGE_STUDY,
    Array.from({ length: 50 }, (_, index) => ({
      ...{ runKey: "principles/0/0", stage: "rl", key: "reward", step: 5 * (index + 1) },
      value: 1 - Math.exp(-index / 15) + 0.05 * Math.sin(index),
    })),
  );
  await client.addWatch(PAGE_STUDY, { eval: "blackmail@1", limit: 0.7, alpha: 0.05, stage: "rl" });
  await client.addToInbox({
    ...{ file: "logs/2026-11-20_blackmail.eval", sha256: "ab".repeat(32), part: null, format: "inspect" },
    ...{ task: "blackmail", model: "openai/served-model", modelPaths: ["/models/served"], created: null },
    ...{ evalId: "eval-1", taskId: "task-1", tags: [], metadata: {}, cluster: null, leftOut: [] },
    notes: ["no arm and no stage is named in it"],
    outcomes: [{ eval: "blackmail@1", metric: "score", counts: { k: 4, n: 20 } }],
  });
}
