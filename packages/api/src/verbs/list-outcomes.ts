import type { OutcomePage } from "@holdfast/core";
import type { OutcomeQuestion } from "@holdfast/store";
import { z } from "zod";
import type { Context } from "../context.js";
import { cursorOf } from "../cursor.js";

const cursor = cursorOf("outcomes", z.uuid());

/** Stored outcomes, a page of them. */
export async function listOutcomes(
  context: Context,
  input: Omit<OutcomeQuestion, "after"> & { readonly identity: string; readonly cursor?: string | undefined },
): Promise<OutcomePage> {
  const { identity, cursor: text, ...question } = input;
  const after = cursor.read(text);
  const { outcomes, next } = await context.store.outcomes(identity, { ...question, after });
  return { outcomes: [...outcomes], next: cursor.write(next) };
}
