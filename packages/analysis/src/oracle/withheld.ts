import type { NotEstimable } from "../not-estimable.js";
import type { OracleOutputs } from "./oracle-adapter.js";

/** What a case gets where there is no honest number: null for every output it asks for, and the reason. */
export function withheld({ reason }: NotEstimable, wanted: readonly string[]): OracleOutputs {
  return { ...Object.fromEntries(wanted.map((name) => [name, null])), reason };
}
