import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about factorial. */
export const factorialAdapters: OracleAdapters = {};
