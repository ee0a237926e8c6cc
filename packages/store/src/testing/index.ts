/**
 * For tests only: the contract of a store, and what it is made of.
 *
 * @module
 */

export { fullRecord } from "./archive-contract.js";
export { mixedLines } from "./evidence-contract.js";
export { ABLATIONS, fillLargeRecord, LARGE_RUNS, RUNS } from "./large-record.js";
export { loadSql } from "./load-sql.js";
export { type ObservedStatement, type ObservedStore, openObserved } from "./observed-store.js";
export { describeStore } from "./store-contract.js";
export { ACTOR, archiveOf, outcomes, refusal, registered, scores, seeded, streamOf, study } from "./study.js";
export { createTestDatabase, skipReason, type TestDatabase, testServer } from "./test-database.js";
