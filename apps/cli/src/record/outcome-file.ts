import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { HoldfastError } from "@holdfast/core";
import type { OutcomeSource } from "@holdfast/importers";
import { systemFault } from "../system-fault.js";

/** Outcomes that can be read from the start as often as needed. */
export interface OutcomeFile {
  /** For messages: the path as it was given, or `stdin`. */
  readonly shown: string;
  readonly bytes: number;
  /** @param onBytes told of every chunk that was read */
  readonly read: (onBytes?: (bytes: number) => void) => OutcomeSource;
  /** Removes what was spooled. */
  readonly discard: () => Promise<void>;
}

const CHUNK = 1024 * 1024;

async function* chunksOf(
  path: string,
  shown: string,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
      if (!Buffer.isBuffer(chunk)) continue;
      onBytes(chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw systemFault(error, shown);
  }
}

async function spooled(stdin: AsyncIterable<Uint8Array>): Promise<OutcomeFile> {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-"));
  const path = join(folder, "stdin");
  const discard = () => rm(folder, { recursive: true, force: true });
  try {
    await pipeline(Readable.from(stdin), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await discard();
    throw systemFault(error, path);
  }
  const { size } = await stat(path);
  return {
    shown: "stdin",
    bytes: size,
    read: (onBytes = () => {}) => ({ file: "stdin", chunks: chunksOf(path, "stdin", onBytes) }),
    discard,
  };
}

/**
 * Opens a file of outcomes, or spools `-` (stdin) to a temporary file, since it is read twice.
 *
 * @throws HoldfastError `not-found`, `forbidden` or `invalid-input` (a directory)
 */
export async function openOutcomeFile(
  given: string,
  cwd: string,
  stdin: AsyncIterable<Uint8Array>,
): Promise<OutcomeFile> {
  if (given === "-") return spooled(stdin);
  const path = resolve(cwd, given);
  const found = await stat(path).catch((error: unknown) => {
    throw systemFault(error, given);
  });
  if (!found.isFile()) {
    if (found.isFIFO()) return spooled(createReadStream(path));
    throw new HoldfastError({
      code: "invalid-input",
      message: "this is not a file.",
      place: { file: given },
      remedy: "Name a file, or `-` for stdin.",
    });
  }
  return {
    shown: given,
    bytes: found.size,
    read: (onBytes = () => {}) => ({ file: given, chunks: chunksOf(path, given, onBytes) }),
    discard: async () => {},
  };
}
