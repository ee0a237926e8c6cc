import type { OracleCheck, OracleFailure } from "@holdfast/core";

/** What fails, in one line: case, output, expected, got, and how far they may be apart. @param file named where there are several */
export function failureLine(failure: OracleFailure, file: string | null): string {
  const { id, estimator, output, expected, got, allowed, message } = failure;
  const where = `${file === null ? "" : `${file}: `}${id} (${estimator})`;
  if (output === null) return `${where}: ${message ?? "fails"}`;
  const numbers = `expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;
  const told = message === null ? "" : `: ${message}`;
  return `${where}: ${output}: ${numbers}${allowed === null ? "" : `, allowed ${allowed.toPrecision(3)}`}${told}`;
}

/** The closing count. */
export function countLine({ cases, held, failed }: Pick<OracleCheck, "cases" | "held" | "failed">): string {
  return `${cases} ${cases === 1 ? "case" : "cases"}: ${held} hold, ${failed} fail`;
}
