import { HoldfastError } from "@holdfast/core";
import { foreignFormat } from "./foreign-format.js";
import { DEFAULT_READ_LIMITS, type LocatedLine, type ReadLimits } from "./outcome-reader.js";
import { OUTCOME_READERS } from "./outcome-readers.js";
import type { OutcomeSource } from "./outcome-source.js";
import { placeOf } from "./place-of.js";

const HEAD_BYTES = 4096;

interface Opened {
  /** The first bytes, as many as it took to know the format. */
  readonly head: Buffer;
  readonly chunks: AsyncGenerator<Uint8Array>;
}

async function* from(iterable: OutcomeSource["chunks"]): AsyncGenerator<Uint8Array> {
  yield* iterable;
}

async function* joined(head: Buffer, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  yield* rest;
}

async function open(source: OutcomeSource): Promise<Opened> {
  const chunks = from(source.chunks);
  let head = Buffer.alloc(0);
  while (head.length < HEAD_BYTES || head.toString("latin1").trim() === "") {
    const next = await chunks.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
    if (head.length > 1024 * HEAD_BYTES) break;
  }
  return { head, chunks: joined(head, chunks) };
}

function unrecognised(source: OutcomeSource, head: Buffer, text: string): HoldfastError {
  const foreign = foreignFormat(head.subarray(0, HEAD_BYTES));
  return new HoldfastError({
    code: "invalid-input",
    message:
      text === ""
        ? "there are no outcomes in it."
        : foreign === undefined
          ? "the format is not one that is known here."
          : `it is ${foreign.is}.`,
    place: placeOf(source, 1),
    remedy:
      foreign?.remedy ??
      `Outcomes are read from ${OUTCOME_READERS.map((reader) => reader.looks).join("; or ")}.`,
  });
}

/**
 * Streams the outcome lines of a file or a body, whichever known format it is in, told by its content.
 * Memory stays flat: one line, or the gathered rows of one key, is held at a time.
 *
 * @param options `format` says which reader to use instead of looking; limits default to {@link DEFAULT_READ_LIMITS}
 * @throws HoldfastError `invalid-input` or `too-large`, with file, line, key and what to do
 */
export async function* readOutcomeLines(
  source: OutcomeSource,
  options: Partial<ReadLimits> & { readonly format?: string } = {},
): AsyncGenerator<LocatedLine> {
  const { format, ...limits } = options;
  const { head, chunks } = await open(source);
  const text = head
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
  const reader = OUTCOME_READERS.find((candidate) =>
    format === undefined ? candidate.recognises(text) : candidate.format === format,
  );
  if (reader === undefined) throw unrecognised(source, head, text);
  yield* reader.read({ ...source, chunks }, { ...DEFAULT_READ_LIMITS, ...limits });
}
