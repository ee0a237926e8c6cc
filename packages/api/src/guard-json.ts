import { isUtf8 } from "node:buffer";
import { HoldfastError } from "@holdfast/core";
import type { MiddlewareHandler } from "hono";
import type { RequestEnv } from "./context.js";
import { elementsOfDocument } from "./elements-of-document.js";
import { bodyChunks, DOCUMENT_LIMIT, JSON_DEPTH, nestsDeeper } from "./request-body.js";
import { routeTemplate } from "./route-template.js";
import { streamOf } from "./stream-of.js";

/** Operations whose document is one list, which may be long, by the key of the list. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ["/v1/ablations/{identity}/outcomes", "lines"],
  ["/v1/ablations/{identity}/metrics", "metrics"],
]);

const JSON_TYPE = /^application\/([\w.-]+\+)?json\b/i;

/** A list in more bytes than this is read element by element. */
export const SPLIT_BYTES = 256 * 1024;

async function* continued(
  held: readonly Uint8Array[],
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* held;
  yield* rest;
}

/** The bytes of a JSON body. @throws HoldfastError `invalid-input` where they are not UTF-8, or nested too deep */
export function checkedJson(bytes: Buffer): Buffer {
  const refusal = !isUtf8(bytes)
    ? "the body is not UTF-8."
    : nestsDeeper(bytes, JSON_DEPTH)
      ? `the body is nested deeper than ${JSON_DEPTH} levels.`
      : undefined;
  if (refusal !== undefined) throw new HoldfastError({ code: "invalid-input", message: refusal });
  return bytes;
}

/**
 * Refuses a JSON body that is too large, nested too deep, not UTF-8 or not JSON, before any schema sees it. A long
 * list of outcomes or of metrics goes on as NDJSON, one element a line, so that 100 MB of it keep nobody waiting.
 */
export function guardJson(limit: number): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    const request = c.req.raw;
    const type = c.req.header("content-type") ?? "";
    const stated = Number(c.req.header("content-length") ?? Number.NaN);
    // a request made anew around a small body costs as much as all the rest of it
    if (stated > 0 && stated <= Math.min(limit, SPLIT_BYTES) && JSON_TYPE.test(type)) {
      const text = checkedJson(Buffer.from(await c.req.arrayBuffer())).toString();
      Object.assign(c.req.bodyCache, { text: Promise.resolve(text) });
      return next();
    }
    if (request.body === null || !JSON_TYPE.test(type)) return next();
    const list = LISTS.get(routeTemplate(c) ?? "");
    const chunks = bodyChunks(request, list === undefined ? Math.min(limit, DOCUMENT_LIMIT) : limit);
    const held: Uint8Array[] = [];
    let bytes = 0;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
      held.push(next.value);
      bytes += next.value.byteLength;
      if (list !== undefined && bytes > SPLIT_BYTES) break;
    }
    if (list === undefined || bytes <= SPLIT_BYTES)
      c.req.raw = new Request(request, { body: checkedJson(Buffer.concat(held)) });
    else {
      c.set("list", list);
      const headers = new Headers(request.headers);
      headers.delete("content-length");
      headers.set("content-type", "application/x-ndjson");
      const { method, signal, url } = request;
      const body = streamOf(elementsOfDocument(continued(held, chunks), list));
      c.req.raw = new Request(url, { method, headers, signal, body, duplex: "half" });
    }
    await next();
  };
}
