import {
  CheckpointStatementSchema,
  type ErrorCode,
  HoldfastError,
  InterventionSchema,
  isHoldfastError,
  MetricLineSchema,
  OutcomeLineSchema,
  parseWith,
  RunStatementSchema,
  SPOOL_KINDS,
  SpooledRegistrationSchema,
  type SpoolKind,
  type SpoolLine,
} from "@holdfast/core";
import type { z } from "zod";
import type { HoldfastClient } from "./holdfast-client.js";

/** The calls that records of a spool become. */
export type SpooledCalls = Pick<
  HoldfastClient,
  "register" | "registerRun" | "registerCheckpoint" | "recordLines" | "recordMetrics" | "intervene"
>;

/** A record that was refused, and why. */
export interface RefusedRecord {
  readonly record: SpoolLine;
  readonly reason: HoldfastError;
}

/** Faults of the moment, of whoever asks, or of an ablation that is not registered yet: no record is at fault. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  "unavailable",
  "locked",
  "internal",
  "rate-limited",
  "newer-database",
  "unauthenticated",
  "forbidden",
  "not-found",
]);

const BATCHED: readonly string[] = ["outcome", "metric"] satisfies SpoolKind[];
/** What one request holds at most: records, and characters of their JSON (one record may be longer). */
const BATCH_RECORDS = 500;
const BATCH_LENGTH = 8 * 1024 * 1024;

function decoded({ body }: SpoolLine): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new HoldfastError({ code: "invalid-input", message: "the record is not JSON.", cause });
  }
}

/** Records in batches of one kind and ablation each, in their order. */
function batchesOf(records: readonly SpoolLine[], kind: SpoolKind): SpoolLine[][] {
  const open = new Map<string, { batch: SpoolLine[]; length: number }>();
  const batches: SpoolLine[][] = [];
  for (const record of records) {
    if (record.kind !== kind) continue;
    let current = open.get(record.subject);
    const isFull =
      current !== undefined &&
      (!BATCHED.includes(kind) ||
        current.batch.length >= BATCH_RECORDS ||
        current.length + record.body.length > BATCH_LENGTH);
    if (current === undefined || isFull) {
      current = { batch: [], length: 0 };
      open.set(record.subject, current);
      batches.push(current.batch);
    }
    current.batch.push(record);
    current.length += record.body.length;
  }
  return batches;
}

/** Sends records of one kind and ablation. @throws HoldfastError where one of them is refused */
async function send(client: SpooledCalls, identity: string, records: readonly SpoolLine[]): Promise<void> {
  const [first] = records;
  if (first === undefined) return;
  const values = records.map(decoded);
  const [value] = values;
  const all = <S extends z.ZodType>(schema: S, what: string): z.output<S>[] =>
    values.map((each) => parseWith(schema, each, what));
  switch (first.kind) {
    case "outcome":
      await client.recordLines(identity, all(OutcomeLineSchema, "outcome"));
      return;
    case "metric":
      await client.recordMetrics(identity, all(MetricLineSchema, "metric"));
      return;
    case "run":
      await client.registerRun(identity, parseWith(RunStatementSchema, value, "run"));
      return;
    case "checkpoint":
      await client.registerCheckpoint(identity, parseWith(CheckpointStatementSchema, value, "checkpoint"));
      return;
    case "intervention":
      await client.intervene(identity, parseWith(InterventionSchema, value, "intervention"));
      return;
    case "register": {
      const { ablation, retrospective } = parseWith(SpooledRegistrationSchema, value, "registration");
      await client.register(ablation, { retrospective });
    }
  }
}

/** Sends a batch; where it is refused, its halves, until the records at fault are alone. */
async function settle(
  client: SpooledCalls,
  identity: string,
  records: readonly SpoolLine[],
  refused: RefusedRecord[],
): Promise<void> {
  const [first] = records;
  if (first === undefined) return;
  try {
    await send(client, identity, records);
  } catch (error) {
    if (!isHoldfastError(error) || PASSING.has(error.code)) throw error;
    if (records.length === 1) {
      refused.push({ record: first, reason: error });
      return;
    }
    const middle = records.length >> 1;
    await settle(client, identity, records.slice(0, middle), refused);
    await settle(client, identity, records.slice(middle), refused);
  }
}

/**
 * Records what a spool holds: what depends on something after it, in batches. All of it is idempotent, so that records
 * may be sent again.
 *
 * @returns the records that were refused; the others are safe
 * @throws HoldfastError where nothing is wrong with the records: no answer, no right to write, no such ablation
 */
export async function sendSpooled(
  client: SpooledCalls,
  records: readonly SpoolLine[],
): Promise<RefusedRecord[]> {
  const refused: RefusedRecord[] = [];
  for (const kind of SPOOL_KINDS)
    for (const batch of batchesOf(records, kind))
      await settle(client, decodeURIComponent(batch[0]?.subject ?? ""), batch, refused);
  return refused;
}
