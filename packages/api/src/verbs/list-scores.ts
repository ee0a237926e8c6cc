import type { SampleScorePage } from "@holdfast/core";
import { z } from "zod";
import type { Context } from "../context.js";
import { cursorOf } from "../cursor.js";

const cursor = cursorOf("scores", z.strictObject({ sample: z.string(), epoch: z.number().int() }));

/** What each sample scored, a page of them. @throws HoldfastError `not-found` */
export async function listScores(
  context: Context,
  input: {
    readonly identity: string;
    readonly outcomeId: string;
    readonly limit: number;
    readonly cursor?: string | undefined;
  },
): Promise<SampleScorePage> {
  const { identity, outcomeId, limit, cursor: text } = input;
  const page = { limit, after: cursor.read(text) };
  const { scores, next } = await context.store.scores(identity, outcomeId, page);
  return { scores: [...scores], next: cursor.write(next) };
}
