/**
 * The pages of Holdfast, and the server that carries pages and API.
 *
 * @module
 */

export { createWeb, type WebInput } from "./create-web.js";
export { type GuardOptions, guardHost, isLoopback } from "./guard-host.js";
export type { SignIn } from "./mount-sign-in.js";
export { PUBLIC_PATHS } from "./public-paths.js";
export { type ServeInput, type Serving, serveWeb } from "./serve-web.js";
export { VIEWS } from "./views/registry.js";
