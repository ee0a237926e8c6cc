/**
 * The typed client of the Holdfast API. At run time it needs core and hono's client alone.
 *
 * @module
 */

export type { Door } from "../door.js";
export type { EdgeStep } from "../edge.js";
export type { EdgeEnv, Forwarded } from "../exchange.js";
export type { ComparisonCalls, ComparisonQuestion, SampleQuestion } from "./comparison-calls.js";
export { type ClientOptions, createClient } from "./create-client.js";
export type { AblationFilter, AnswerOptions, HoldfastClient, RecordOptions } from "./holdfast-client.js";
export type { EventOptions, LiveCalls } from "./live-calls.js";
export type { MetricFilter, MetricKeyFilter } from "./metric-calls.js";
export type { OutcomeFilter } from "./outcome-calls.js";
export { PROBLEMS, problemOf, problemResponse } from "./problem.js";
export {
  createRecorder,
  type Recorder,
  type RecorderHealth,
  type RecorderOptions,
  type RecorderSpool,
} from "./recorder.js";
export type { PageOptions, RunFilter } from "./run-calls.js";
export { type RefusedRecord, type SpooledCalls, sendSpooled } from "./send-spooled.js";
