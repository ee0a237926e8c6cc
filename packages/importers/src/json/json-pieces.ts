import { type JsonPiece, JsonScanner, type PieceWish } from "./json-scanner.js";

/** 64 MiB: the longest value that is held at once. */
export const PIECE_BYTES = 64 * 1024 * 1024;

/**
 * The wanted values at the root of a JSON text, as they are read: memory holds one chunk and one value.
 *
 * @param wishOf what to do with the value of each key of a root that is an object; a root that is a list gives its elements
 * @throws HoldfastError `invalid-input` where it is not JSON or breaks off, `too-large` for a value beyond 64 MiB
 */
export async function* jsonPieces(
  chunks: AsyncIterable<Buffer>,
  wishOf: (key: string) => PieceWish,
): AsyncGenerator<readonly JsonPiece[]> {
  const scanner = new JsonScanner(wishOf, PIECE_BYTES);
  for await (const chunk of chunks) {
    const pieces = scanner.push(chunk);
    if (pieces.length > 0) yield pieces;
  }
  scanner.end();
}
