import { HoldfastError, isHoldfastError } from "@holdfast/core";
import type { ByteSource } from "../bytes/byte-source.js";
import { jsonPieces } from "../json/json-pieces.js";
import type { JsonPiece } from "../json/json-scanner.js";
import { parseJsonBytes } from "../json/parse-json.js";
import type { EvalLog } from "../logs/eval-log.js";
import type { LogOptions } from "../logs/log-importer.js";
import { zipContent } from "../zip/zip-content.js";
import type { ZipDirectory, ZipMember } from "../zip/zip-directory.js";
import { type InspectHeader, inspectHeader } from "./inspect-header.js";
import { inspectOutcomes } from "./inspect-outcomes.js";
import { type InspectSample, inspectSample, SAMPLE_KEYS } from "./inspect-sample.js";
import { InspectScores } from "./inspect-scores.js";

export const HEADER = "header.json";
export const START = "_journal/start.json";
const SUMMARIES = "summaries.json";
const JOURNAL = /^_journal\/summaries\/(\d+)\.json$/;
const SAMPLE = /^samples\/.*\.json$/s;
/** Parsed at once up to here, and beyond it piece by piece. */
const WHOLE_BYTES = 8 * 1024 * 1024;
const HEADER_BYTES = 64 * 1024 * 1024;

interface Zip {
  readonly bytes: ByteSource;
  readonly directory: ZipDirectory;
}

/** Does `act`, and tells a fault from it the member. */
async function ofMember<T>(member: ZipMember, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!isHoldfastError(error) || error.place.key === member.name) throw error;
    const { key } = error.place;
    throw new HoldfastError({
      code: error.code,
      message: error.message,
      place: { ...error.place, key: key === undefined ? member.name : `${member.name} ${key}` },
      remedy: error.remedy,
      cause: error.cause,
    });
  }
}

async function whole({ bytes }: Zip, member: ZipMember): Promise<unknown> {
  if (member.size > HEADER_BYTES)
    throw new HoldfastError({
      code: "too-large",
      message: `the member has ${member.size} bytes, where a header has some thousand.`,
      place: { key: member.name },
      remedy: "Look what it holds.",
    });
  const chunks: Buffer[] = [];
  for await (const chunk of zipContent(bytes, member)) chunks.push(chunk);
  return parseJsonBytes(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
}

async function readHeader(zip: Zip): Promise<InspectHeader> {
  const member = zip.directory.get(HEADER) ?? zip.directory.get(START);
  if (member === undefined)
    throw new HoldfastError({
      code: "invalid-input",
      message: "the archive has neither a header nor the start of a log.",
      remedy: "Import `.eval` files as Inspect writes them.",
    });
  return ofMember(member, async () => inspectHeader(await whole(zip, member)));
}

/** The members that hold a list of summaries: one, or those of the journal of a log that never ended. */
function summaryMembers(directory: ZipDirectory): ZipMember[] {
  const all = directory.get(SUMMARIES);
  if (all !== undefined) return [all];
  return [...directory.values()]
    .flatMap((member) => {
      const number = JOURNAL.exec(member.name)?.[1];
      return number === undefined ? [] : [{ member, number: Number(number) }];
    })
    .sort((a, b) => a.number - b.number)
    .map(({ member }) => member);
}

async function addSummaries(zip: Zip, member: ZipMember, take: (value: unknown) => void): Promise<void> {
  if (member.size <= WHOLE_BYTES) {
    const list = await whole(zip, member);
    if (!Array.isArray(list))
      throw new HoldfastError({
        code: "invalid-input",
        message: "the summaries are not a list.",
        remedy: "Copy the log again.",
      });
    for (const value of list) take(value);
    return;
  }
  for await (const pieces of jsonPieces(zipContent(zip.bytes, member), () => "skip"))
    for (const { bytes } of pieces) take(parseJsonBytes(bytes));
}

/** The keys of a sample that are needed, of a root that may be as large as it likes. */
export async function sampleOf(chunks: AsyncIterable<Buffer>): Promise<unknown> {
  const found: (readonly [string, unknown])[] = [];
  const add = ({ key, bytes }: JsonPiece) => found.push([key, parseJsonBytes(bytes)]);
  for await (const pieces of jsonPieces(chunks, (key) => (SAMPLE_KEYS.has(key) ? "whole" : "skip")))
    pieces.forEach(add);
  return Object.fromEntries(found);
}

/**
 * Reads a `.eval` archive: its header and summaries alone where they say everything, else the samples too (some were
 * invalidated, a summary shortened what is needed, or there are no summaries).
 */
export async function readInspectZip(zip: Zip, options: LogOptions): Promise<EvalLog> {
  const header = await readHeader(zip);
  const members = summaryMembers(zip.directory);
  if (header.invalidated !== true && members.length > 0) {
    const scores = new InspectScores(options);
    const take = (value: unknown) => scores.add(inspectSample(value, options.cluster));
    for (const member of members) await ofMember(member, () => addSummaries(zip, member, take));
    if (!scores.isDoubtful) return inspectOutcomes(header, scores, options);
  }
  const scores = new InspectScores(options);
  for (const member of zip.directory.values())
    if (SAMPLE.test(member.name))
      await ofMember(member, async () => {
        const sample = inspectSample(await sampleOf(zipContent(zip.bytes, member)), options.cluster);
        scores.add({ ...sample, isClusterDoubtful: false } satisfies InspectSample);
      });
  return inspectOutcomes(header, scores, options);
}
