/**
 * Holdfast in this process: store, API and client together.
 *
 * @module
 */

export { type Local, type LocalOptions, openLocal } from "./open-local.js";
