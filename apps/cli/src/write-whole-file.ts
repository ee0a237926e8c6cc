import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { systemFault } from "./system-fault.js";

/**
 * Writes a file whole or not at all: beside it first, then in its place.
 *
 * @param shown the path as it was given, for messages
 * @throws HoldfastError `forbidden`, `not-found` (its directory) or `unavailable` (a full disk)
 */
export async function writeWholeFile(
  path: string,
  shown: string,
  parts: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const draft = `${path}.${process.pid}.part`;
  try {
    await pipeline(Readable.from(parts), createWriteStream(draft, { flags: "wx" }));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw systemFault(error, shown);
  }
}
