/**
 * The only room that knows SQL: one store over two engines.
 *
 * @module
 */

export { openStore, type StoreOptions } from "./open-store.js";
export type {
  Actor,
  ArchiveLines,
  AuditAction,
  AuditEntry,
  CellSums,
  CoverageRow,
  Store,
} from "./store.js";
