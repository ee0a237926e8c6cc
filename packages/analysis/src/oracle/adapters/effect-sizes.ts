import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about effect sizes. */
export const effectSizeAdapters: OracleAdapters = {};
