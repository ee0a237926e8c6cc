import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about generalised linear models. */
export const generalisedLinearModelAdapters: OracleAdapters = {};
