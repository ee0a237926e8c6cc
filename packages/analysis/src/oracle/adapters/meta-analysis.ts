import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about meta analysis. */
export const metaAnalysisAdapters: OracleAdapters = {};
