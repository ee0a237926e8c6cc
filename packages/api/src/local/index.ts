/**
 * Holdfast in this process: store, API and client together.
 *
 * @module
 */

export { checkOracle } from "../verbs/check-oracle.js";
export { planPower } from "../verbs/plan-power.js";
export { type Local, type LocalOptions, openLocal } from "./open-local.js";
