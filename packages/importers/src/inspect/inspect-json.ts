import { type ByteSource, chunksOfBytes } from "../bytes/byte-source.js";
import { jsonPieces, PIECE_BYTES } from "../json/json-pieces.js";
import { JsonScanner, type PieceWish } from "../json/json-scanner.js";
import { parseJsonBytes } from "../json/parse-json.js";
import type { EvalLog } from "../logs/eval-log.js";
import type { LogOptions } from "../logs/log-importer.js";
import { inspectHeader } from "./inspect-header.js";
import { inspectOutcomes } from "./inspect-outcomes.js";
import { inspectSample, SAMPLE_KEYS } from "./inspect-sample.js";
import { InspectScores } from "./inspect-scores.js";

const HEADER_KEYS = new Set(["status", "eval", "results", "stats", "error", "invalidated", "log_updates"]);

function wishOf(key: string): PieceWish {
  return key === "samples" ? "elements" : HEADER_KEYS.has(key) ? "whole" : "skip";
}

/** The needed keys of one sample. */
function sampleIn(bytes: Buffer): unknown {
  const scanner = new JsonScanner((key) => (SAMPLE_KEYS.has(key) ? "whole" : "skip"), PIECE_BYTES);
  const pieces = scanner.push(bytes);
  scanner.end();
  return Object.fromEntries(pieces.map((piece) => [piece.key, parseJsonBytes(piece.bytes)]));
}

/** Reads a `.json` log, one sample after the other. */
export async function readInspectJson(bytes: ByteSource, options: LogOptions): Promise<EvalLog> {
  const scores = new InspectScores(options);
  const header: Record<string, unknown> = {};
  for await (const pieces of jsonPieces(chunksOfBytes(bytes), wishOf))
    for (const piece of pieces) {
      if (piece.key === "samples") {
        const sample = inspectSample(sampleIn(piece.bytes), options.cluster);
        scores.add({ ...sample, isClusterDoubtful: false });
      } else header[piece.key] = parseJsonBytes(piece.bytes);
    }
  return inspectOutcomes(inspectHeader(header), scores, options);
}
