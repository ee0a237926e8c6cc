/**
 * The command line of Holdfast, to be run in this process.
 *
 * @module
 */

export type { Env } from "./env.js";
export { EXIT_CODES } from "./exit-code.js";
export type { Output } from "./print.js";
export { runCommand, type Surroundings } from "./run-command.js";
export { type DurabilityTextOptions, durabilityText } from "./tables/durability-text.js";
export { effectsText } from "./tables/effects-text.js";
export type { EffectsTextOptions } from "./tables/effects-text-options.js";
