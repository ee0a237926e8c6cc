import { createHash } from "node:crypto";
import { HoldfastError } from "@holdfast/core";
import type { KeyedRequest } from "@holdfast/store";
import type { Context as HonoContext, MiddlewareHandler } from "hono";
import type { RequestEnv } from "../context.js";
import { routeTemplate } from "../route-template.js";

/** The header that names a request, so that it may be sent again (draft-ietf-httpapi-idempotency-key-header). */
export const IDEMPOTENCY_HEADER = "idempotency-key";
/** The header of an answer that was given before. */
export const REPLAYED_HEADER = "idempotency-replayed";

/** The most characters of an answer that is kept. */
const LONGEST_ANSWER = 1024 * 1024;

/** How often keys that are over are forgotten, in milliseconds. */
const PRUNE_MS = 10 * 60 * 1000;

function keyOf(header: string): string {
  if (/^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new HoldfastError({
    code: "invalid-input",
    message: "an idempotency key has 1 to 255 visible ASCII characters.",
    place: { key: IDEMPOTENCY_HEADER },
    remedy: "Send a random UUID, a new one for each request that is not a repetition.",
  });
}

function another(key: string): HoldfastError {
  return new HoldfastError({
    code: "conflict",
    message: `the idempotency key ${JSON.stringify(key)} was used for another request.`,
    place: { key: IDEMPOTENCY_HEADER },
    remedy: "Send what was sent with it before, or choose a new key.",
  });
}

function inFlight(key: string): HoldfastError {
  return new HoldfastError({
    code: "conflict",
    message: `the request with the idempotency key ${JSON.stringify(key)} is being answered at this moment.`,
    place: { key: IDEMPOTENCY_HEADER },
    remedy: "Send it again after the time in `retry-after`.",
    retryAfterSeconds: 1,
  });
}

/** A body that is read as a stream: what is recorded from it is recognised by its content, with or without a key. */
function isStream(c: HonoContext<RequestEnv>): boolean {
  const type = c.req.header("content-type") ?? "";
  return c.req.raw.body !== null && !/^application\/([\w.-]+\+)?json\b/i.test(type);
}

async function keyedRequest(c: HonoContext<RequestEnv>, header: string): Promise<KeyedRequest> {
  const key = keyOf(header);
  const { principal, context } = c.var;
  const body = c.req.raw.body === null ? new ArrayBuffer(0) : await c.req.arrayBuffer();
  const fingerprint = createHash("sha256").update(new Uint8Array(body)).digest("hex");
  return {
    caller: principal.tokenId === null ? `actor ${principal.actor}` : `token ${principal.tokenId}`,
    key,
    request: `POST ${c.req.path} ${fingerprint}`,
    at: context.now(),
  };
}

/**
 * Answers a POST that names an idempotency key once: the same key and body of the same caller get the first answer
 * again for 24 hours, another body is a conflict, and so is the same one while it is being answered. Only success is
 * kept: what failed changed nothing and may be sent again, corrected, with the same key. An answer that tells a
 * secret is not kept either.
 *
 * NDJSON bodies (outcomes, archives) need no key and theirs is not looked at: recording is idempotent by content.
 */
export function answerKeyed(): MiddlewareHandler<RequestEnv> {
  let prunedAt = Number.NEGATIVE_INFINITY;
  return async (c, next) => {
    const header = c.req.header(IDEMPOTENCY_HEADER);
    const route = routeTemplate(c);
    if (c.req.method !== "POST" || header === undefined || route === null) return next();
    if (isStream(c)) return next();
    const { store } = c.var.context;
    const asked = await keyedRequest(c, header);
    if (Math.abs(asked.at.getTime() - prunedAt) >= PRUNE_MS) {
      prunedAt = asked.at.getTime();
      await store.pruneKeyed(asked.at);
    }
    const begun = await store.beginKeyed(asked);
    if (begun.became === "another") throw another(asked.key);
    if (begun.became === "in-flight") throw inFlight(asked.key);
    if (begun.became === "answered") {
      const { status, contentType, body } = begun.answer;
      const headers = {
        [REPLAYED_HEADER]: "true",
        ...(contentType === null ? {} : { "content-type": contentType }),
      };
      c.res = new Response(status === 204 ? null : body, { status, headers });
      return;
    }
    await next();
    // what no cache may keep is a secret, and must not lie in a table either
    const isSecret = c.res.headers.get("cache-control")?.includes("no-store") === true;
    const answer = c.res.ok && !isSecret ? await c.res.clone().text() : undefined;
    if (answer === undefined || answer.length > LONGEST_ANSWER) await store.freeKeyed(asked);
    else
      await store.keepKeyed(asked, {
        status: c.res.status,
        contentType: c.res.headers.get("content-type"),
        body: answer,
      });
  };
}
