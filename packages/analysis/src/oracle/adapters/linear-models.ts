import type { OracleAdapters } from "../oracle-adapter.js";

/** Reference cases about linear models. */
export const linearModelAdapters: OracleAdapters = {};
