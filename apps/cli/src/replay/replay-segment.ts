import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { type SpooledCalls, sendSpooled } from "@holdfast/api/client";
import {
  describeError,
  HoldfastError,
  isHoldfastError,
  type ReplayedSegment,
  type SpoolLine,
} from "@holdfast/core";
import { readSpool, type SpoolEntry } from "@holdfast/importers";
import { keepRejected, moveToDone, type Rejected } from "./put-away.js";
import { asItStands, type SpoolFile } from "./spool-files.js";
import { writerLives } from "./writer-lives.js";

/** What is held at once: records, and characters of their JSON (one record may be longer). */
const HELD_RECORDS = 2000;
const HELD_LENGTH = 16 * 1024 * 1024;

interface Tally {
  header: string | undefined;
  records: number;
  isCut: boolean;
  readonly rejected: Rejected[];
}

const DAMAGED = new HoldfastError({
  code: "invalid-input",
  message: "the line is damaged: its check sum is wrong.",
  remedy: "Record it again from its source, if there is one.",
});

async function* entriesOf(path: string, shown: string): AsyncGenerator<SpoolEntry> {
  const chunks = (async function* () {
    for await (const chunk of createReadStream(path)) if (Buffer.isBuffer(chunk)) yield chunk;
  })();
  yield* readSpool({ file: shown, chunks });
}

async function recordAll(client: SpooledCalls, path: string, shown: string): Promise<Tally> {
  const tally: Tally = { header: undefined, records: 0, isCut: false, rejected: [] };
  let held: SpoolLine[] = [];
  let length = 0;
  const send = async () => {
    const refused = await sendSpooled(client, held);
    tally.rejected.push(...refused);
    tally.records += held.length - refused.length;
    [held, length] = [[], 0];
  };
  for await (const entry of entriesOf(path, shown)) {
    if (entry.is === "cut") tally.isCut = true;
    else if (entry.is === "damaged")
      tally.rejected.push({ record: entry.text, reason: DAMAGED.at({ line: entry.line }) });
    else if (entry.record.kind === "spool") tally.header ??= entry.record.body;
    else if (entry.record.kind !== "reason") {
      held.push(entry.record);
      length += entry.record.body.length;
      if (held.length >= HELD_RECORDS || length >= HELD_LENGTH) await send();
    }
  }
  await send();
  return tally;
}

/** Faults that concern the whole replay: no segment would fare better. */
const STOPS: readonly string[] = [
  "unavailable",
  "locked",
  "internal",
  "rate-limited",
  "unauthenticated",
  "forbidden",
];

/**
 * Records a segment and puts it away: to `done/`, what is refused to `rejected/`. One that is still written stays, and so
 * does one whose ablation is not registered. Doing it again, after whatever interruption, changes nothing.
 *
 * @param now milliseconds since 1970
 * @throws HoldfastError where the server or the database does not take records at all
 */
export async function replaySegment(
  client: SpooledCalls,
  listed: SpoolFile,
  now: () => number,
): Promise<ReplayedSegment> {
  const told = { file: listed.name, records: 0, rejected: 0, isCut: false };
  const gone = { ...told, state: "done", reason: "another replay put it away." } as const;
  const found = asItStands(listed);
  if (found === undefined) return gone;
  let tally: Tally;
  let size: number;
  try {
    size = (await stat(found.path)).size;
    tally = await recordAll(client, found.path, listed.name);
  } catch (error) {
    if (!isHoldfastError(error) || STOPS.includes(error.code)) throw error;
    return { ...told, state: "waiting", reason: describeError(error) };
  }
  const file = asItStands(found);
  if (file === undefined) return gone;
  const { mtimeMs } = await stat(file.path);
  const isOpen = file.isOpen && writerLives(tally.header, now() - mtimeMs);
  await keepRejected(file, tally.rejected, new Date(now()).toISOString());
  const segment: ReplayedSegment = {
    ...told,
    state: isOpen ? "open" : "done",
    records: tally.records,
    rejected: tally.rejected.length,
    isCut: tally.isCut && !isOpen,
    reason: null,
  };
  if (isOpen) return segment;
  const put = await moveToDone(file);
  // A writer that was not dead after all may have written until the move; it sees the move, and begins a new segment.
  if ((await stat(put)).size > size) await recordAll(client, put, file.name);
  return segment;
}
