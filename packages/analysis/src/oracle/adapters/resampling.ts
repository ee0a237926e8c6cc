import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about resampling. */
export const resamplingAdapters: OracleAdapters = {};
