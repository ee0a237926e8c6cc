import { HoldfastError } from "@holdfast/core";

/** The most bytes that one JSON or NDJSON body may have. */
export const BODY_LIMIT = 256 * 1024 * 1024;

/** The most bytes of a JSON body that is read as a whole: nobody else is answered while it is parsed and checked. */
export const DOCUMENT_LIMIT = 8 * 1024 * 1024;

/** The most bytes of a restored archive, which is read as a stream. */
export const ARCHIVE_LIMIT = 64 * 1024 * 1024 * 1024;

/** How deep a JSON body may be nested; the deepest document of ours has ten levels. */
export const JSON_DEPTH = 64;

/** A body that is larger than this server takes. */
export function tooLarge(limit: number): HoldfastError {
  return new HoldfastError({
    code: "too-large",
    message: `the body has more than ${limit} bytes.`,
    remedy:
      "Send it in several requests: parts may come in any order, and what is there already is recognised.",
  });
}

/** The chunks of a request's body. @throws HoldfastError `too-large` as soon as there are more than `limit` bytes */
export async function* bodyChunks(request: Request, limit: number): AsyncGenerator<Uint8Array> {
  if (request.body === null) return;
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    yield chunk;
  }
}

/** Whether the JSON text in `bytes` opens more than `depth` brackets at once. */
export function nestsDeeper(bytes: Uint8Array, depth: number): boolean {
  let open = 0;
  let quoted = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (quoted) {
      if (byte === 0x5c) index += 1;
      else if (byte === 0x22) quoted = false;
    } else if (byte === 0x22) quoted = true;
    else if (byte === 0x5b || byte === 0x7b) {
      open += 1;
      if (open > depth) return true;
    } else if (byte === 0x5d || byte === 0x7d) open -= 1;
  }
  return false;
}
