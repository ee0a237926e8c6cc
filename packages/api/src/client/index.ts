/**
 * The typed client of the Holdfast API. At run time it needs core and hono's client alone.
 *
 * @module
 */

export { type ClientOptions, createClient } from "./create-client.js";
export type { AnswerOptions, HoldfastClient, RecordOptions } from "./holdfast-client.js";
export { PROBLEMS, problemResponse } from "./problem.js";
