import { z } from "zod";
import { SIGNATURE_BYTES } from "../near/min-hash.js";
import { DIGEST_BYTES } from "./row-digest.js";

const count = z.number().int().nonnegative();
const counts = z.record(z.string(), count);

/** What is counted in a part of a file. */
const PartCountsSchema = z.strictObject({
  rows: count,
  shapes: counts,
  tokensByRole: counts,
  /** Rows by their number of turns. */
  turns: counts,
  rowsWith: z.strictObject({ systemPrompts: count, toolDefinitions: count, toolCalls: count }),
  reasons: z.strictObject({ explicit: count, without: count, unknown: count }),
  leftOut: z.array(
    z.strictObject({ why: z.string(), count, line: z.number().int().nullable(), key: z.string().nullable() }),
  ),
});
export type PartCounts = z.infer<typeof PartCountsSchema>;

/** Sizes of the lists that follow the counts, in bytes. */
const HeadSchema = z.strictObject({ counts: PartCountsSchema, sizes: z.array(count).length(7) });

/** What was measured of a part of a file: what the totals need of each row, and counts. */
export interface MeasuredPart {
  readonly counts: PartCounts;
  /** Digests of the rows, in their order. */
  readonly digests: Uint8Array;
  /** Tokens, or characters, of each row. */
  readonly lengths: Uint32Array;
  /** MinHash signatures of the rows; empty where near duplicates are not looked for. */
  readonly signatures: Uint8Array;
  /** 1 for each row that has words, and so a signature. */
  readonly hasWords: Uint8Array;
  /** Digests of system prompts, tool definitions and names of called tools, one for each use. */
  readonly systemPrompts: Uint8Array;
  readonly toolDefinitions: Uint8Array;
  readonly toolCalls: Uint8Array;
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function listsOf(part: MeasuredPart): Uint8Array[] {
  const { digests, lengths, signatures, hasWords, systemPrompts, toolDefinitions, toolCalls } = part;
  return [bytesOf(lengths), digests, signatures, hasWords, systemPrompts, toolDefinitions, toolCalls];
}

/** A part as bytes: a head of JSON with its length before it, then the lists. */
export function encodePart(part: MeasuredPart): Uint8Array<ArrayBuffer> {
  const lists = listsOf(part);
  const head = Buffer.from(JSON.stringify({ counts: part.counts, sizes: lists.map(({ length }) => length) }));
  const padding = (4 - (head.length % 4)) % 4;
  const size = 4 + head.length + padding + lists.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  let at = 4 + head.length + padding;
  for (const list of lists) {
    bytes.set(list, at);
    at += list.length;
  }
  return bytes;
}

/** The part that the bytes hold; undefined where they hold none, or not all of it. */
export function decodePart(bytes: Uint8Array): MeasuredPart | undefined {
  if (bytes.length < 4) return undefined;
  const own = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  const headLength = new DataView(own.buffer, own.byteOffset).getUint32(0, true);
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(own.subarray(4, 4 + headLength)).toString("utf8"));
  } catch {
    return undefined;
  }
  const head = HeadSchema.safeParse(decoded);
  if (!head.success) return undefined;
  const { counts: held, sizes } = head.data;
  let at = 4 + headLength + ((4 - (headLength % 4)) % 4);
  if (own.length !== at + sizes.reduce((sum, size) => sum + size, 0)) return undefined;
  const list = (index: number) => {
    const from = at;
    at += sizes[index] ?? 0;
    return own.subarray(from, at);
  };
  const lengths = list(0);
  const part = {
    counts: held,
    lengths: new Uint32Array(lengths.buffer, lengths.byteOffset, lengths.length / 4),
    digests: list(1),
    signatures: list(2),
    hasWords: list(3),
    systemPrompts: list(4),
    toolDefinitions: list(5),
    toolCalls: list(6),
  };
  const { rows } = held;
  const isWhole =
    part.lengths.length === rows &&
    part.digests.length === rows * DIGEST_BYTES &&
    (part.signatures.length === 0 || part.signatures.length === rows * SIGNATURE_BYTES);
  return isWhole ? part : undefined;
}
