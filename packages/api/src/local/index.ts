/**
 * Holdfast in this process: store, API and client together.
 *
 * @module
 */

export type { Access, AccessOptions } from "../auth/access.js";
export type { RequestEntry } from "../server/request-entry.js";
export { requestText } from "../server/request-entry.js";
export type { ServerParts } from "../server/server-parts.js";
export { checkOracle } from "../verbs/check-oracle.js";
export { planPower } from "../verbs/plan-power.js";
export { planPowerCurve } from "../verbs/plan-power-curve.js";
export { type FileSpoolOptions, openFileSpool } from "./open-file-spool.js";
export { type DatabaseLimits, type Local, type LocalOptions, openLocal } from "./open-local.js";
export type { ServerOptions } from "./open-server.js";
