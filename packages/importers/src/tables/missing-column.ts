import { HoldfastError } from "@holdfast/core";

const SHOWN = 30;

/** The fault of a table that lacks a column. */
export function missingColumn(file: string, column: string, there: readonly string[] | null): HoldfastError {
  const shown = there === null ? [] : there.slice(0, SHOWN).map((name) => JSON.stringify(name));
  return new HoldfastError({
    code: "invalid-input",
    message: `there is no column \`${column}\`.`,
    place: { file, line: 1, key: column },
    remedy:
      there === null
        ? "No row has a key of that name: correct the columns of the rule of --map."
        : `Its columns are ${shown.join(", ")}${there.length > SHOWN ? ` and ${there.length - SHOWN} more` : ""}: correct the columns of the rule of --map.`,
  });
}
