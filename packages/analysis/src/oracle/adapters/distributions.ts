import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about distributions. */
export const distributionAdapters: OracleAdapters = {};
