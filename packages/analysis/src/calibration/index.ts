/**
 * Simulations that the defaults are held to. An entrance of its own, so that no analysis loads it.
 *
 * @module
 */

export { CALIBRATION_PARTS, type CalibrationSettings, calibrate } from "./calibrate.js";
export { type CalibrationTable, markdownTable } from "./calibration-table.js";
