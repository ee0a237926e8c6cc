import { randomUUID } from "node:crypto";
import type { Watch, WatchRequest } from "@holdfast/core";
import { actorOf, type Context } from "../context.js";

/**
 * Has the server watch a limit, from now on and whoever looks.
 *
 * @throws HoldfastError `unknown-name`, `invalid-input` where the question does not fit the ablation
 */
export async function addWatch(
  context: Context,
  input: { readonly identity: string; readonly question: WatchRequest },
): Promise<Watch> {
  const { ablationMonitor } = await import("@holdfast/analysis");
  const { identity, question } = input;
  const { ablation } = await context.store.registration(identity);
  // asked of no evidence: what the monitor refuses now it would refuse at every look
  ablationMonitor(ablation, { runs: [], samples: {}, outcomes: [] }, { ...question, eval: [question.eval] });
  return context.store.watch(identity, randomUUID(), question, actorOf(context));
}
