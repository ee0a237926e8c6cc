import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about proportions. */
export const proportionAdapters: OracleAdapters = {};
