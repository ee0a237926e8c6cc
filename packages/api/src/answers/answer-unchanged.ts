import { fingerprintOf, IdentityTextSchema } from "@holdfast/core";
import type { MiddlewareHandler } from "hono";
import type { Context, RequestEnv } from "../context.js";
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

/** A text that changes with every entry of the audit trail: the number of the newest, and what it says. */
async function auditStamp({ store }: Context): Promise<string> {
  const { entries, next } = await store.audit({ limit: 1 });
  return JSON.stringify([next, entries]);
}

/** What the answers of a route rest on, without reading it; null where that is nothing that is kept. */
async function stampOf(context: Context, route: string, identity: string | null): Promise<string | null> {
  if (route === AUDIT_ROUTE) return auditStamp(context);
  return identity === null ? null : context.store.evidenceStamp(identity);
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

/**
 * Tags analyses and reports, and answers 304 to who has them already, without reading evidence or computing
 * anything. The tag is the fingerprint of what an answer rests on: the state of the ablation, the question, and the
 * version of the analysis; answers have no clock and no chance in them, so that the same tag means the same bytes.
 * The state is read before the answer is computed: a write between the two makes the tag too old, never too new.
 */
export function answerUnchanged(): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    const route = routeTemplate(c);
    const isReading = c.req.method === "GET" || c.req.method === "HEAD";
    if (!isReading || route === null || !isTagged(route)) return next();
    const identity = identityIn(c.req.path);
    if (identity === undefined) return next();
    const stamp = await stampOf(c.var.context, route, identity);
    const fingerprint = fingerprintOf({
      stamp,
      route,
      query: sortedQuery(c.req.url),
      accept: c.req.header("accept") ?? null,
      methods: ANALYSIS_METHODS,
      wording: WORDING,
    });
    const tag = `"${fingerprint.slice("sha256:".length)}"`;
    const headers = { etag: tag, "cache-control": CACHE_CONTROL, vary: "accept" };
    const asked = c.req.header("if-none-match");
    const unchanged = () => {
      c.res = new Response(null, { status: 304, headers });
    };
    if (isMatched(asked, tag)) return unchanged();
    await next();
    if (c.res.status !== 200) return;
    // `*` is any answer: whether there is one, only the question itself says
    if (asked?.trim() === "*") return unchanged();
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  };
}
