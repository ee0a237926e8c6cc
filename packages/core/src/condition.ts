import { z } from "zod";
import { canonicalJson } from "./canonical-json.js";
import { compareText } from "./name.js";

/** The circumstances of an eval that are varied: goal, threat, AI name, system prompt. `{}` when there are none. */
export const ConditionSchema = z.record(
  z.string().min(1).max(80),
  z.union([z.string().max(500), z.number(), z.boolean()]),
);
export type Condition = z.infer<typeof ConditionSchema>;

/** The key by which conditions are equal: the canonical JSON. */
export function conditionKey(condition: Condition): string {
  return canonicalJson(condition);
}

/** For people: `systemPrompt ai, goal explicit`, or an empty string. */
export function formatCondition(condition: Condition): string {
  return Object.entries(condition)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");
}
