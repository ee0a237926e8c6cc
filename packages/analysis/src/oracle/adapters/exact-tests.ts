import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about exact tests. */
export const exactTestAdapters: OracleAdapters = {};
