import { HoldfastError } from "@holdfast/core";
import { readCell } from "./csv-cell.js";
import type { CsvColumn } from "./csv-columns.js";
import { csvDocument } from "./csv-document.js";
import type { CsvRow } from "./csv-rows.js";

const SAMPLE_COLUMNS = ["sample", "cluster", "epoch", "score"];

/** One row of a sample: the score, or null where it was run and not scored. */
interface SampleRow {
  readonly line: number;
  readonly id: string;
  readonly cluster: string;
  readonly epoch: number | null;
  readonly score: number | null;
}

/** Consecutive rows of one key on their way to becoming one outcome line. */
export class GatheredRows {
  readonly #columns: readonly CsvColumn[];
  readonly #keyIndexes: readonly number[];
  readonly #sampleIndexes: readonly number[];
  readonly #at: Readonly<Record<string, number>>;
  #key: readonly string[] = [];
  #document: Record<string, unknown> = {};
  #rows: SampleRow[] = [];

  constructor(columns: readonly CsvColumn[]) {
    const indexes = columns.map((_, index) => index);
    const isSampleColumn = (index: number) => SAMPLE_COLUMNS.includes(columns[index]?.name ?? "");
    this.#columns = columns;
    this.#keyIndexes = indexes.filter((index) => !isSampleColumn(index));
    this.#sampleIndexes = indexes.filter(isSampleColumn);
    this.#at = Object.fromEntries(columns.map((column, index) => [column.name, index]));
  }

  get size(): number {
    return this.#rows.length;
  }

  /** Whether the row is one score of one sample. */
  isSample(row: CsvRow): boolean {
    return this.#sampleIndexes.some((index) => row.cells[index] !== "");
  }

  /** Whether the row has the key of the rows already held. */
  continues(row: CsvRow): boolean {
    return this.#keyIndexes.every((index) => row.cells[index] === this.#key[index]);
  }

  #cell(row: CsvRow, name: string): string {
    const index = this.#at[name];
    return index === undefined ? "" : (row.cells[index] ?? "");
  }

  #number(row: CsvRow, name: string): number | null {
    const cell = this.#cell(row, name);
    if (cell === "") return null;
    const value = readCell({ name, path: [], kind: "number" }, cell);
    return typeof value === "number" ? value : null;
  }

  /** @throws HoldfastError `invalid-input`, the key being the column */
  add(row: CsvRow): void {
    const id = this.#cell(row, "sample");
    if (id === "") {
      throw new HoldfastError({
        code: "invalid-input",
        message: "the row names no sample.",
        place: { key: "sample" },
        remedy: "Name the sample that was scored.",
      });
    }
    if (this.size === 0) {
      this.#key = row.cells;
      const blank = row.cells.map((cell, index) => (this.#sampleIndexes.includes(index) ? "" : cell));
      this.#document = csvDocument(this.#columns, blank);
    }
    this.#rows.push({
      line: row.line,
      id,
      cluster: this.#cell(row, "cluster"),
      epoch: this.#number(row, "epoch"),
      score: this.#number(row, "score"),
    });
  }

  /** Hands out the held rows as one decoded outcome line with the line of the file behind each, and starts anew. */
  take(): { readonly document: Record<string, unknown>; readonly lines: readonly number[] } {
    const rows = this.#rows;
    this.#rows = [];
    const samples = {
      id: rows.map((row) => row.id),
      ...(rows.some((row) => row.cluster !== "")
        ? { cluster: rows.map((row) => (row.cluster === "" ? row.id : row.cluster)) }
        : {}),
      ...(rows.some((row) => row.epoch !== null) ? { epoch: rows.map((row) => row.epoch ?? 0) } : {}),
      score: rows.map((row) => row.score),
    };
    return { document: { ...this.#document, samples }, lines: rows.map((row) => row.line) };
  }
}
