import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about multiplicity. */
export const multiplicityAdapters: OracleAdapters = {};
