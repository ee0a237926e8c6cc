import type { OracleCheck, OracleFile } from "@holdfast/core";

/** Whether the statistics agree with a file of reference cases. It needs no database. */
export async function checkOracle(file: OracleFile): Promise<OracleCheck> {
  const { checkCases } = await import("@holdfast/analysis");
  return checkCases(file);
}
