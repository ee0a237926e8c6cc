/**
 * The API of Holdfast: the verbs over HTTP, as one Hono app over a store.
 *
 * @module
 */

export { type App, type AppOptions, createApp } from "./app.js";
export { ACTOR_HEADER } from "./attribute.js";
export { PROBLEM_TYPE, PROBLEMS, problemOf } from "./client/problem.js";
export type { Context } from "./context.js";
export { openApiDocument } from "./openapi-document.js";
