import type { ByteSource } from "../bytes/byte-source.js";

/** One row of a table. */
export interface TableRow {
  /** Its line in the file, or its number where a file has no lines; from 1. */
  readonly at: number;
  /** The cells of the wanted columns, in their order; undefined where the row has none. */
  readonly cells: readonly unknown[];
}

/** A table whose columns are known. */
export interface OpenTable {
  readonly kind: "csv" | "ndjson" | "parquet";
  /** What `at` counts. */
  readonly unit: "line" | "row";
  /** The rows in their order, as many at a time as are read together. @throws HoldfastError with the line */
  readonly batches: AsyncGenerator<readonly TableRow[]>;
}

/** What is read of a table. */
export interface TableSource {
  readonly file: string;
  readonly bytes: ByteSource;
}
