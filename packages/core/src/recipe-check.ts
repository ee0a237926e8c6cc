import { z } from "zod";
import { canonicalJson } from "./canonical-json.js";
import { compareText } from "./name.js";
import type { Recipe } from "./recipe.js";

/** A setting in which two recipes differ, as canonical JSON; null where a side does not have it. */
export const RecipeDifferenceSchema = z.strictObject({
  setting: z.string(),
  control: z.string().nullable(),
  arm: z.string().nullable(),
});
export type RecipeDifference = z.infer<typeof RecipeDifferenceSchema>;

/** Whether an arm differs from its control in more than data, at one stage. */
export const RecipeCheckSchema = z.strictObject({
  arm: z.string(),
  control: z.string(),
  stage: z.string(),
  status: z.enum(["matched", "differs", "unknown"]),
  /** Known only where both recipes were declared whole. */
  differences: z.array(RecipeDifferenceSchema),
  /** What the status rests on, as a sentence. */
  reason: z.string(),
});
export type RecipeCheck = z.infer<typeof RecipeCheckSchema>;

function settingsOf({ settings, codeCommit, optimiser, lossMasking }: Recipe): Map<string, string> {
  const others = { codeCommit, optimiser, lossMasking };
  return new Map(
    [
      ...Object.entries(settings).map(([key, value]) => [`settings.${key}`, value] as const),
      ...Object.entries(others),
    ]
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, canonicalJson(value)]),
  );
}

/** The settings in which the arm's recipe differs from the control's, by name; the recipes' names do not count. */
export function recipeDifferences(control: Recipe, arm: Recipe): RecipeDifference[] {
  const before = settingsOf(control);
  const after = settingsOf(arm);
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort(compareText)
    .filter((setting) => before.get(setting) !== after.get(setting))
    .map((setting) => ({
      setting,
      control: before.get(setting) ?? null,
      arm: after.get(setting) ?? null,
    }));
}
