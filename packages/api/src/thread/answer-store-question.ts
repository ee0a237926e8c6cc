import type { Evidence } from "@holdfast/core";
import type { Store } from "@holdfast/store";
import type { StoreAnswer, StoreQuestion } from "./thread-message.js";

/** Asks the store what a thread wants to know. */
export async function answerStoreQuestion(store: Store, question: StoreQuestion): Promise<StoreAnswer> {
  switch (question.ask) {
    case "registration":
      return { ask: question.ask, value: await store.registration(question.identity) };
    case "evidence":
      return {
        ask: question.ask,
        value: await store.evidence(question.identity, question.question ?? undefined),
      };
    case "outcomes":
      return { ask: question.ask, value: await store.outcomes(question.identity, question.question) };
    case "coverage":
      return { ask: question.ask, value: await store.coverage(question.identity) };
    case "exclusions":
      return { ask: question.ask, value: await store.exclusions(question.identity) };
    case "interventions":
      return { ask: question.ask, value: await store.interventions(question.identity) };
    case "headlineState":
      return { ask: question.ask, value: await store.headlineState(question.identity, question.now) };
    case "keepHeadline":
      await store.keepHeadline(question.identity, question.headline);
      return { ask: question.ask, value: null };
    case "cachedAnalysis":
      return { ask: question.ask, value: await store.cachedAnalysis(question.identity, question.key) };
    case "cacheAnalysis": {
      const { identity, key, analysis, actor } = question;
      await store.cacheAnalysis(identity, key, analysis, actor);
      return { ask: question.ask, value: null };
    }
  }
}

function buffersOf({ outcomes }: Evidence): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const { evidence } of outcomes)
    if (evidence.level === "samples" && evidence.score.buffer instanceof ArrayBuffer)
      buffers.add(evidence.score.buffer);
  return [...buffers];
}

/** The memory of an answer that is handed over instead of copied: the scores. */
export function handedOver(answer: StoreAnswer): ArrayBuffer[] {
  return answer.ask === "evidence" ? buffersOf(answer.value) : [];
}
