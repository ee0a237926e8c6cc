/**
 * The pages of Holdfast, and the server that carries pages and API.
 *
 * @module
 */

export { createWeb, type WebInput } from "./create-web.js";
export { type ServeInput, type Serving, serveWeb } from "./serve-web.js";
