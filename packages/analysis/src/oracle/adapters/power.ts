import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about power. */
export const powerAdapters: OracleAdapters = {};
