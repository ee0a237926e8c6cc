import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about sequential. */
export const sequentialAdapters: OracleAdapters = {};
