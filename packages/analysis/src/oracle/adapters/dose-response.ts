import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about dose response. */
export const doseResponseAdapters: OracleAdapters = {};
