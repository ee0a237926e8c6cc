import type { HoldfastClient } from "@holdfast/api/client";
import { runInProcess, type SaidInProcess } from "../cli/run-in-process.js";

/** `holdfast mix ...` in a folder, without a database unless a client is given. */
export function runMix(
  cwd: string,
  words: readonly string[],
  client?: HoldfastClient,
): Promise<SaidInProcess> {
  return runHoldfast(cwd, ["mix", ...words], client);
}

/** `holdfast ...` in a folder. */
export function runHoldfast(
  cwd: string,
  words: readonly string[],
  client?: HoldfastClient,
): Promise<SaidInProcess> {
  return runInProcess({ cwd, columns: 110, ...(client === undefined ? {} : { client }) }, words);
}
