import { isUtf8 } from "node:buffer";
import { HoldfastError } from "@holdfast/core";
import type { MiddlewareHandler } from "hono";

/** The most bytes that one JSON or NDJSON body may have. */
export const BODY_LIMIT = 256 * 1024 * 1024;

/** The most bytes of a restored archive, which is read as a stream. */
export const ARCHIVE_LIMIT = 64 * 1024 * 1024 * 1024;

/** How deep a JSON body may be nested; the deepest document of ours has ten levels. */
export const JSON_DEPTH = 64;

function tooLarge(limit: number): HoldfastError {
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

/** Refuses a JSON body that is too large, nested too deep, not UTF-8 or not JSON, before any schema sees it. */
export function guardJson(limit: number): MiddlewareHandler {
  return async (c, next) => {
    const type = c.req.header("content-type") ?? "";
    if (c.req.raw.body === null || !/^application\/([\w.-]+\+)?json\b/i.test(type)) return next();
    const chunks: Uint8Array[] = [];
    for await (const chunk of bodyChunks(c.req.raw, limit)) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const refusal = !isUtf8(bytes)
      ? "the body is not UTF-8."
      : nestsDeeper(bytes, JSON_DEPTH)
        ? `the body is nested deeper than ${JSON_DEPTH} levels.`
        : undefined;
    if (refusal !== undefined) throw new HoldfastError({ code: "invalid-input", message: refusal });
    c.req.raw = new Request(c.req.raw, { body: bytes });
    await next();
  };
}
