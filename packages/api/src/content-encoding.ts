import { HoldfastError, isHoldfastError } from "@holdfast/core";
import type { MiddlewareHandler } from "hono";
import { expansionGuard } from "./decoding/expansion-guard.js";
import { inflatedChunks } from "./decoding/inflated-chunks.js";
import { unpackedZstd } from "./decoding/unpacked-zstd.js";
import { ARCHIVE_LIMIT, bodyChunks } from "./request-body.js";
import { streamOf } from "./stream-of.js";

/** The content encodings that a body may have. */
export const CONTENT_ENCODINGS = ["gzip", "deflate", "zstd"] as const;
type ContentEncoding = (typeof CONTENT_ENCODINGS)[number];

/** The encoding that a header names; null: the body is as it is. @throws HoldfastError `unsupported-media` */
function encodingNamed(header: string): ContentEncoding | null {
  const names = header
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  const [name] = names;
  if (name === undefined) return null;
  const plain = name === "x-gzip" ? "gzip" : name;
  const known = CONTENT_ENCODINGS.find((encoding) => encoding === plain);
  if (known !== undefined && names.length === 1) return known;
  throw new HoldfastError({
    code: "unsupported-media",
    message: `a body with the content encoding \`${header.slice(0, 100)}\` is not read here.`,
    place: { key: "content-encoding" },
    remedy: `Send it with one of ${CONTENT_ENCODINGS.join(", ")}, or with none.`,
  });
}

async function* decodedBody(request: Request, encoding: ContentEncoding, limit: number) {
  const guard = expansionGuard(limit);
  const packed = bodyChunks(request, limit);
  try {
    yield* encoding === "zstd" ? unpackedZstd(packed, guard) : inflatedChunks(packed, encoding, guard);
  } catch (cause) {
    if (isHoldfastError(cause)) throw cause;
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new HoldfastError({
      code: "invalid-input",
      message: `the body is not whole ${encoding}: ${said}.`,
      place: { key: "content-encoding" },
      remedy: `Pack it again, or send it without a content encoding${encoding === "deflate" ? "; deflate has the header of zlib" : ""}.`,
      cause,
    });
  }
}

/**
 * Unpacks the body of a request that has a content encoding, as it is read: what is behind this sees a plain body.
 *
 * @param limit the most bytes that any body may unpack to; operations have smaller limits of their own
 */
export function decodeContent(limit: number = ARCHIVE_LIMIT): MiddlewareHandler {
  return async (c, next) => {
    const header = c.req.header("content-encoding");
    const request = c.req.raw;
    const encoding = header === undefined || request.body === null ? null : encodingNamed(header);
    if (encoding !== null) {
      const headers = new Headers(request.headers);
      for (const name of ["content-encoding", "content-length"]) headers.delete(name);
      const body = streamOf(decodedBody(request, encoding, limit));
      const { method, signal, url } = request;
      c.req.raw = new Request(url, { method, headers, signal, body, duplex: "half" });
    }
    await next();
  };
}
