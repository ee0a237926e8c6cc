import { HoldfastError, type OutcomeLineInput } from "@holdfast/core";
import { countOf } from "./table-about.js";
import { cellText, countIn, scoreIn } from "./table-cell.js";
import type { TablePlan, Target } from "./table-plan.js";

/** A number for a whole eval, as an outcome has it. */
export type TableScalar = Pick<OutcomeLineInput, "counts" | "summary" | "point">;

function refuse(message: string, key: string, remedy: string): never {
  throw new HoldfastError({ code: "invalid-input", message, place: { key }, remedy });
}

function seOverOf(text: string, plan: TablePlan) {
  const known = (["samples", "clusters", "formats", "runs", "unknown"] as const).find(
    (each) => each === text,
  );
  if (known !== undefined) return known;
  return refuse(
    `\`${text}\` is nothing that a standard error is taken over.`,
    plan.columnOf("seOver"),
    "Write samples, clusters, formats, runs or unknown.",
  );
}

/** What a row says of a whole eval. @throws HoldfastError `invalid-input`, the key being the column */
export function tableScalar(
  plan: TablePlan,
  target: Target,
  value: number,
  cells: readonly unknown[],
): TableScalar {
  if (target.word === "point") return { point: value };
  const n = countOf(plan, "n", cells);
  if (target.word === "k") {
    const k = countIn(value, "k");
    if (k === null || n === null || n === 0 || k > n)
      refuse(`${k} of ${n ?? "nothing"} is no count.`, target.column, "Write k and n, and k at most n.");
    return { counts: { k, n } };
  }
  const standardError = scoreIn(plan.say("standardError", cells));
  const seOver = cellText(plan.say("seOver", cells));
  return {
    summary: {
      mean: value,
      ...(typeof standardError === "number" ? { standardError } : {}),
      ...(seOver === null ? {} : { seOver: seOverOf(seOver, plan) }),
      ...(n === null || n === 0 ? {} : { n }),
    },
  };
}
