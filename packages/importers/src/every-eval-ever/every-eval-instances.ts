import { createHash } from "node:crypto";
import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { type ByteSource, chunksOfBytes } from "../bytes/byte-source.js";
import { parseJson } from "../json/parse-json.js";
import { DEFAULT_READ_LIMITS } from "../outcome-reader.js";
import { textLines } from "../text-lines.js";
import type { EveryEvalAggregate } from "./every-eval-aggregate.js";

/** The scores of one result, sample by sample, as parallel lists. */
export interface InstanceColumn {
  readonly id: string[];
  readonly epoch: number[];
  readonly cluster: (string | null)[];
  /** null where there is no number. */
  readonly score: (number | null)[];
  /** Whether the sample ended in an error. */
  readonly failed: boolean[];
}

/** Instances by the key of their result. */
export interface Instances {
  readonly of: ReadonlyMap<string, InstanceColumn>;
  readonly foreign: number;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(
  message: string,
  remedy = "Copy the file again from where it was written.",
  key?: string,
): never {
  throw new HoldfastError({
    code: "invalid-input",
    message,
    place: key === undefined ? {} : { key },
    remedy,
  });
}

function scoreOf(evaluation: unknown): number | null {
  const score = isRecord(evaluation) ? evaluation.score : undefined;
  if (typeof score === "boolean") return score ? 1 : 0;
  return typeof score === "number" && Number.isFinite(score) ? score : null;
}

/** Adds the instance to its column; repeats of a sample without an epoch of their own are counted in their order. */
class Columns {
  readonly columns = new Map<string, InstanceColumn>();
  readonly #times = new Map<string, number>();
  readonly #cluster: string | null;

  constructor(cluster: string | null) {
    this.#cluster = cluster;
  }

  add(key: string, row: Readonly<Record<string, unknown>>): void {
    if (typeof row.sample_id !== "string" || row.sample_id === "") refuse("the instance has no sample_id.");
    let column = this.columns.get(key);
    if (column === undefined) {
      column = { id: [], epoch: [], cluster: [], score: [], failed: [] };
      this.columns.set(key, column);
    }
    const metadata = isRecord(row.metadata) ? row.metadata : {};
    const cluster = this.#cluster === null ? undefined : metadata[this.#cluster];
    column.id.push(row.sample_id);
    column.epoch.push(this.#epochOf(`${key}\u0000${row.sample_id}`, metadata.epoch));
    column.cluster.push(cluster === undefined || cluster === null ? null : String(cluster));
    column.score.push(scoreOf(row.evaluation));
    column.failed.push(typeof row.error === "string" && row.error !== "");
  }

  #epochOf(sample: string, said: unknown): number {
    const times = this.#times.get(sample) ?? 0;
    this.#times.set(sample, times + 1);
    if (said === undefined || said === null) return times;
    if (/^\d{1,4}$/.test(String(said))) return Number(said);
    return refuse(
      `\`${String(said)}\` is no epoch.`,
      "Epochs are whole numbers from 0 on.",
      "metadata.epoch",
    );
  }
}

async function* hashed(bytes: ByteSource, told: (checksum: string) => void): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  for await (const chunk of chunksOfBytes(bytes)) {
    hash.update(chunk);
    yield chunk;
  }
  told(hash.digest("hex"));
}

/**
 * Reads the instances of an aggregate, one line after the other.
 *
 * @param keyOf the result that an instance belongs to, by its id or name; undefined where there is none
 * @throws HoldfastError `invalid-input` or `too-large`, with file and line, or where it is not the file that was meant
 */
export async function readInstances(
  file: string,
  bytes: ByteSource,
  aggregate: EveryEvalAggregate,
  keyOf: (resultId: string | null, name: string | null) => string | undefined,
  cluster: string | null,
): Promise<Instances> {
  const { checksum, hash_algorithm, total_rows } = aggregate.detailed_evaluation_results ?? {};
  const columns = new Columns(cluster);
  let [rows, foreign, digest] = [0, 0, ""];
  const chunks = hashed(bytes, (found) => {
    digest = found;
  });
  for await (const { line, text, invalidAt } of textLines({ file, chunks }, DEFAULT_READ_LIMITS.lineBytes)) {
    if (text.trim() === "") continue;
    try {
      if (invalidAt !== null) refuse("the line is not valid UTF-8.");
      const row = parseJson(text);
      if (!isRecord(row)) refuse("the line is no instance.");
      rows += 1;
      const name = (value: unknown) => (typeof value === "string" ? value : null);
      const key = keyOf(name(row.evaluation_result_id), name(row.evaluation_name));
      if (key === undefined || (name(row.evaluation_id) ?? "") !== aggregate.evaluation_id) foreign += 1;
      else columns.add(key, row);
    } catch (error) {
      throw isHoldfastError(error) ? error.at({ file, line }) : error;
    }
  }
  const isHashed = typeof checksum === "string" && (hash_algorithm ?? "sha256") === "sha256";
  if (isHashed && checksum.toLowerCase() !== digest)
    refuse(
      `${file} is not the file that the aggregate names: its SHA-256 is ${digest}.`,
      undefined,
      "checksum",
    );
  if (typeof total_rows === "number" && total_rows !== rows)
    refuse(`${file} has ${rows} instances, and the aggregate says ${total_rows}.`, undefined, "total_rows");
  return { of: columns.columns, foreign };
}
