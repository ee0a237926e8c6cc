import { fingerprintOf, IdentityTextSchema } from "@holdfast/core";
import type { MiddlewareHandler } from "hono";
import type { RequestEnv } from "../context.js";
import { routeTemplate } from "../route-template.js";
import { ANALYSIS_METHODS } from "../verbs/analysis-methods.js";
import { AUDIT_ROUTE, isTagged } from "./is-tagged.js";

/** A browser or a proxy of one user may keep an answer, and asks each time whether it still holds. */
export const CACHE_CONTROL = "private, no-cache";

/** Raised when the same inputs come to be answered with other words or another shape. */
const WORDING = 1;

/** Whether `If-None-Match` names the tag (RFC 9110, 13.1.2: compared weakly). */
export function isMatched(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((each) => each.trim().replace(/^W\//, "") === tag);
}

/** The text of a query whose order says nothing. */
function sortedQuery(url: string): string {
  const { searchParams } = new URL(url);
  searchParams.sort();
  return searchParams.toString();
}

/** The identity that a path names; null: it names none; undefined: one that the route will refuse. */
function identityIn(path: string): string | null | undefined {
  const named = /^\/v1\/ablations\/([^/]+)/.exec(path)?.[1];
  if (named === undefined) return null;
  try {
    return IdentityTextSchema.safeParse(decodeURIComponent(named)).data;
  } catch {
    return undefined;
  }
}

/** The tag of an answer, made of what it rests on or of the answer itself, and how long it holds. */
function headersOf(basis: Readonly<Record<string, string | null>>) {
  const fingerprint = fingerprintOf({ ...basis, methods: ANALYSIS_METHODS, wording: WORDING });
  return {
    etag: `"${fingerprint.slice("sha256:".length)}"`,
    "cache-control": CACHE_CONTROL,
    vary: "accept",
  };
}

/**
 * Tags analyses and reports, and answers 304 to who has them already, without reading evidence or computing
 * anything. The tag is the fingerprint of what an answer rests on: the state of the ablation, the question, and the
 * version of the analysis; answers have no clock and no chance in them, so that the same tag means the same bytes.
 * The state is read before the answer is computed: a write between the two makes the tag too old, never too new.
 * The audit trail alone is tagged by what it says: it is cheap to read, and who may read it only its route knows.
 */
export function answerUnchanged(): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    const route = routeTemplate(c);
    const isReading = c.req.method === "GET" || c.req.method === "HEAD";
    if (!isReading || route === null || !isTagged(route)) return next();
    const identity = identityIn(c.req.path);
    if (identity === undefined) return next();
    const asked = c.req.header("if-none-match");
    const unchanged = (headers: Record<string, string>) => {
      c.res = new Response(null, { status: 304, headers });
    };
    const question = { route, query: sortedQuery(c.req.url), accept: c.req.header("accept") ?? null };
    const stamp = identity === null ? null : await c.var.context.store.evidenceStamp(identity);
    const known = route === AUDIT_ROUTE ? null : headersOf({ ...question, stamp });
    if (known !== null && isMatched(asked, known.etag)) return unchanged(known);
    await next();
    if (c.res.status !== 200) return;
    const headers = known ?? headersOf({ ...question, answer: await c.res.clone().text() });
    // `*` is any answer: whether there is one, only the question itself says
    if (asked?.trim() === "*" || isMatched(asked, headers.etag)) return unchanged(headers);
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  };
}
