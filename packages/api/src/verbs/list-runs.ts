import type { RunPage } from "@holdfast/core";
import type { RunQuestion } from "@holdfast/store";
import { z } from "zod";
import type { Context } from "../context.js";
import { cursorOf } from "../cursor.js";

const cursor = cursorOf(
  "runs",
  z.strictObject({
    arm: z.string(),
    seed: z.number().int(),
    branch: z.number().int(),
    run: z.string(),
  }),
);

/** Runs with their lineage, a page of them. */
export async function listRuns(
  context: Context,
  input: Omit<RunQuestion, "after"> & { readonly identity: string; readonly cursor?: string | undefined },
): Promise<RunPage> {
  const { identity, cursor: text, ...question } = input;
  const { runs, next } = await context.store.runs(identity, { ...question, after: cursor.read(text) });
  return { runs: [...runs], next: cursor.write(next) };
}
