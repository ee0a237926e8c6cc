import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about durability. */
export const durabilityAdapters: OracleAdapters = {};
