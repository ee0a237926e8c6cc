import { type OutcomeLineInput, OutcomeLineSchema } from "@holdfast/core";

/** The lines of a file of outcomes. */
export function readOutcomeLines(text: string): readonly OutcomeLineInput[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => OutcomeLineSchema.parse(JSON.parse(line)));
}
