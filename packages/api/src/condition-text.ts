import { ConditionSchema, conditionKey, HoldfastError, parseWith } from "@holdfast/core";

/** The canonical JSON of a condition as a query carries it. @throws HoldfastError `invalid-input` */
export function conditionText(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new HoldfastError({
      code: "invalid-input",
      message: "the condition is not JSON.",
      place: { key: "condition" },
      remedy: 'Write it as a whole, such as {"goal":"explicit"}.',
      cause,
    });
  }
  return conditionKey(parseWith(ConditionSchema, value, "condition", { key: "condition" }));
}
