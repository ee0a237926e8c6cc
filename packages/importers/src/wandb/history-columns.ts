import type { ByteSource } from "../bytes/byte-source.js";
import { csvRows } from "../csv-rows.js";
import { DEFAULT_READ_LIMITS } from "../outcome-reader.js";
import { openParquet, PARQUET_MAGIC } from "../parquet/parquet-file.js";

/** One series of a history in a table: the column of its values, and where it can be told the ends of what was averaged. */
export interface HistorySeries {
  readonly key: string;
  readonly column: string;
  /** Columns of the least and the greatest value behind an average. */
  readonly ends: readonly [least: string, greatest: string] | null;
}

/** The columns of a table that is a history of W&B. */
export interface HistoryColumns {
  readonly step: string;
  /** Series by the name of their run; null where the table is the history of one run. */
  readonly runs: ReadonlyMap<string | null, readonly HistorySeries[]>;
}

const HEAD_BYTES = 1024 * 1024;
const [LEAST, GREATEST] = ["__MIN", "__MAX"];
const BETWEEN = " - ";

async function headerOf(bytes: ByteSource): Promise<readonly string[]> {
  const head = await bytes.read(0, Math.min(bytes.size, HEAD_BYTES));
  if (head.toString("latin1", 0, 4) === PARQUET_MAGIC) return (await openParquet(bytes)).columns;
  const end = head.indexOf(0x0a);
  const line = head.subarray(0, end === -1 ? head.length : end + 1);
  const text = line
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trim();
  // any file of a folder is asked, and most need no closer look
  if (!text.includes("_step") && !text.includes(LEAST)) return [];
  if (text.startsWith("{")) {
    const row: unknown = JSON.parse(text);
    return typeof row === "object" && row !== null ? Object.keys(row) : [];
  }
  for await (const { cells } of csvRows({ chunks: [line] }, DEFAULT_READ_LIMITS.lineBytes)) return cells;
  return [];
}

/** The history of one run: `_step`, the moment, and a column a metric. */
function ofOneRun(header: readonly string[]): HistoryColumns | null {
  if (!header.includes("_step") || !(header.includes("_timestamp") || header.includes("_runtime")))
    return null;
  const series = header
    .filter((name) => !name.startsWith("_"))
    .map((name) => ({ key: name, column: name, ends: null }));
  return { step: "_step", runs: new Map([[null, series]]) };
}

/** What W&B's pages export: the axis, and for each run and metric its value, least and greatest. */
function ofPage(header: readonly string[]): HistoryColumns | null {
  const [step = "", ...others] = header;
  const bases = others.filter(
    (name) => others.includes(`${name}${LEAST}`) && others.includes(`${name}${GREATEST}`),
  );
  if (bases.length === 0 || !bases.every((name) => name.includes(BETWEEN))) return null;
  const runs = new Map<string, HistorySeries[]>();
  for (const column of bases) {
    const at = column.lastIndexOf(BETWEEN);
    const name = column.slice(0, at);
    const ends = [`${column}${LEAST}`, `${column}${GREATEST}`] as const;
    runs.set(name, [...(runs.get(name) ?? []), { key: column.slice(at + BETWEEN.length), column, ends }]);
  }
  return { step, runs };
}

/** How a table is a history of W&B, by its columns; null where it is none. */
export async function historyColumns(bytes: ByteSource): Promise<HistoryColumns | null> {
  try {
    const header = await headerOf(bytes);
    return ofOneRun(header) ?? ofPage(header);
  } catch {
    // something else, or damaged before it could be known for one
    return null;
  }
}
