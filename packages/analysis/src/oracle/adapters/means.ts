import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about means. */
export const meanAdapters: OracleAdapters = {};
