import { isUtf8 } from "node:buffer";
import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { type ByteSource, chunksOfBytes } from "../bytes/byte-source.js";
import { parseJson } from "../json/parse-json.js";
import { DEFAULT_READ_LIMITS } from "../outcome-reader.js";
import { type ByteLine, byteLines, textOfLine } from "../text-lines.js";
import { endOfSample } from "./end-of-sample.js";
import type { StatedMetric } from "./lm-eval-results.js";

/** Scores of one metric, sample by sample. */
export interface SampleColumn {
  readonly id: string[];
  readonly score: (number | null)[];
}

/** The rows of one filter. */
interface Rows {
  /** By document, the last row of each. */
  readonly byDocument: Map<number, { readonly id: string; readonly values: readonly unknown[] }>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A document that is there twice is told apart by a number, in the order of the documents. */
function distinct(ids: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return ids.map((id) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}:${count}`;
  });
}

/** Null where some value is no number: such a metric is made of more than the mean of its samples. */
function columnOf(rows: Rows, at: number): SampleColumn | null {
  const inOrder = [...rows.byDocument].sort(([a], [b]) => a - b).map(([, row]) => row);
  const score: (number | null)[] = [];
  for (const { values } of inOrder) {
    const value = values[at];
    if (typeof value === "boolean") score.push(value ? 1 : 0);
    else if (typeof value === "number") score.push(Number.isFinite(value) ? value : null);
    else if (value === null) score.push(null);
    else return null;
  }
  return { id: distinct(inOrder.map(({ id }) => id)), score };
}

/** The scores of a samples file, by metric. */
export class LmEvalSamples {
  readonly #metrics: readonly StatedMetric[];
  readonly #byFilter = new Map<string, Rows>();

  /** @param metrics those that are wanted */
  constructor(metrics: readonly StatedMetric[]) {
    this.#metrics = metrics;
  }

  add(row: unknown): void {
    if (!isRecord(row) || typeof row.doc_id !== "number")
      throw new HoldfastError({
        code: "invalid-input",
        message: "the line is no sample: it has no doc_id.",
        remedy: "Copy the file again from where it was written.",
      });
    const filter = typeof row.filter === "string" ? row.filter : "none";
    let rows = this.#byFilter.get(filter);
    if (rows === undefined) {
      rows = { byDocument: new Map() };
      this.#byFilter.set(filter, rows);
    }
    const id = typeof row.doc_hash === "string" ? row.doc_hash : String(row.doc_id);
    rows.byDocument.set(row.doc_id, { id, values: this.#metrics.map(({ key }) => row[key]) });
  }

  /** The scores behind a metric; null where the file has none for each sample. */
  of(metric: StatedMetric): SampleColumn | null {
    const rows = this.#byFilter.get(metric.filter);
    const at = this.#metrics.indexOf(metric);
    return rows === undefined || rows.byDocument.size === 0 || at === -1 ? null : columnOf(rows, at);
  }
}

function addWhole(samples: LmEvalSamples, raw: ByteLine, file: string): void {
  const line = textOfLine(raw);
  if (line.text.trim() === "") return;
  try {
    if (line.invalidAt !== null)
      throw new HoldfastError({
        code: "invalid-input",
        message: "the line is not valid UTF-8.",
        remedy: "Copy the file again, as binary.",
      });
    samples.add(parseJson(line.text));
  } catch (error) {
    throw isHoldfastError(error) ? error.at({ file, line: line.line }) : error;
  }
}

/**
 * Reads a samples file, one line after the other. Samples are known by the hash of their document, since their number
 * changes with the split.
 *
 * @throws HoldfastError `invalid-input` or `too-large`, with file and line
 */
export async function readLmEvalSamples(
  file: string,
  bytes: ByteSource,
  metrics: readonly StatedMetric[],
): Promise<LmEvalSamples> {
  const samples = new LmEvalSamples(metrics);
  const source = { file, chunks: chunksOfBytes(bytes) };
  for await (const lines of byteLines(source, DEFAULT_READ_LIMITS.lineBytes))
    for (const line of lines) {
      const end = isUtf8(line.bytes) ? endOfSample(line.bytes) : null;
      if (end === null) addWhole(samples, line, file);
      else samples.add(end);
    }
  return samples;
}
