import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { chunksOfBytes } from "../../bytes/byte-source.js";
import { jsonPieces, PIECE_BYTES } from "../../json/json-pieces.js";
import { type JsonPiece, JsonScanner } from "../../json/json-scanner.js";
import { parseJsonBytes } from "../../json/parse-json.js";
import { zipContent } from "../../zip/zip-content.js";
import { readZipDirectory } from "../../zip/zip-directory.js";
import { isMembers } from "../rows/members.js";
import type { TrainingSource } from "../rows/training-source.js";
import type { EvalPrompt } from "./prompt-set.js";
import { idIn, promptText } from "./prompt-text.js";

const SAMPLE = /^samples\/.*\.json$/s;
const KEYS = new Set(["id", "input", "attachments"]);
/** Inspect keeps long texts once, and writes where they are. */
const ATTACHMENT = /attachment:\/\/([0-9a-f]{32})/g;
const ZIP = 0x04034b50;

function wishOf(key: string): "whole" | "skip" {
  return KEYS.has(key) ? "whole" : "skip";
}

function promptIn(pieces: readonly JsonPiece[]): EvalPrompt {
  const sample = Object.fromEntries(pieces.map(({ key, bytes }) => [key, parseJsonBytes(bytes)]));
  const held = isMembers(sample.attachments) ? sample.attachments : {};
  const text = promptText(sample.input);
  if (text === undefined)
    throw new HoldfastError({
      code: "invalid-input",
      message: "a sample has no input.",
      remedy: "Copy the log again from where it was written.",
    });
  return {
    id: idIn(sample, ["id"]) ?? "",
    text: text.replace(ATTACHMENT, (written, hash: string) => {
      const found = held[hash];
      return typeof found === "string" ? found : written;
    }),
  };
}

async function* ofZip({ bytes }: TrainingSource): AsyncGenerator<EvalPrompt> {
  const directory = await readZipDirectory(bytes);
  for (const member of directory.values()) {
    if (!SAMPLE.test(member.name)) continue;
    try {
      const found: JsonPiece[] = [];
      // what is cut from a chunk lasts no longer than the chunk
      for await (const pieces of jsonPieces(zipContent(bytes, member), wishOf))
        found.push(...pieces.map((piece) => ({ key: piece.key, bytes: Buffer.from(piece.bytes) })));
      yield promptIn(found);
    } catch (error) {
      if (!isHoldfastError(error)) throw error;
      throw error.at({ key: member.name });
    }
  }
}

async function* ofJson({ bytes }: TrainingSource): AsyncGenerator<EvalPrompt> {
  const chunks = chunksOfBytes(bytes);
  for await (const pieces of jsonPieces(chunks, (key) => (key === "samples" ? "elements" : "skip")))
    for (const piece of pieces) {
      const scanner = new JsonScanner(wishOf, PIECE_BYTES);
      const found = scanner.push(piece.bytes);
      scanner.end();
      yield promptIn(found);
    }
}

/** The input of each sample and epoch of a log of Inspect AI, whichever of its formats. */
export async function* inspectPrompts(source: TrainingSource): AsyncGenerator<EvalPrompt> {
  const head = await source.bytes.read(0, 4);
  yield* head.length === 4 && head.readUInt32LE(0) === ZIP ? ofZip(source) : ofJson(source);
}
