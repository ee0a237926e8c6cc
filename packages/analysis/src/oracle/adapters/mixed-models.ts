import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about mixed models. */
export const mixedModelAdapters: OracleAdapters = {};
