import { type AblationList, AblationOrderSchema, HoldfastError } from "@holdfast/core";
import type { AblationQuestion } from "@holdfast/store";
import { z } from "zod";
import type { Context } from "../context.js";
import { cursorOf } from "../cursor.js";
import { countArrivals } from "./count-arrivals.js";

const cursor = cursorOf(
  "ablations",
  z
    .strictObject({
      order: AblationOrderSchema,
      first: z.union([z.string(), z.number().int()]).nullable(),
      name: z.string(),
      version: z.string(),
    })
    .refine(({ order, first }) => {
      if (order === "identity") return first === null;
      return typeof first === (order === "title" ? "string" : "number");
    }),
);

/** The registered ablations as far as the caller may see them, a page of them. */
export async function listAblations(
  context: Context,
  input: Omit<AblationQuestion, "after" | "identity"> & { readonly cursor?: string | undefined },
): Promise<AblationList> {
  const { cursor: text, ...question } = input;
  const after = cursor.read(text);
  if (after !== undefined && after.order !== question.order) {
    throw new HoldfastError({
      code: "invalid-input",
      message: `this is a cursor of a list in the order of \`${after.order}\`.`,
      place: { key: "cursor" },
      remedy: "Ask for the following page in the order of the page before, or leave the cursor out.",
    });
  }
  const identity = context.ablation ?? undefined;
  await countArrivals(context, identity);
  const { ablations, next } = await context.store.ablations({ ...question, identity, after });
  return { ablations: [...ablations], next: cursor.write(next) };
}
