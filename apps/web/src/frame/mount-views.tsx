import { createClient, type EdgeEnv } from "@holdfast/api/client";
import { HoldfastError } from "@holdfast/core";
import type { Exhibit } from "@holdfast/report";
import type { Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import { EXHIBIT_FORMATS, type ExhibitFormat } from "../exhibits/exhibit-block.js";
import { VIEWS } from "../views/registry.js";
import type { View, ViewContent } from "../views/view.js";
import { type ApiFetch, answerTrail, areUnchanged } from "./answer-trail.js";
import { pageCache } from "./page-cache.js";
import { ViewPage } from "./view-page.js";
import { viewPath } from "./view-path.js";

interface ViewsInput {
  readonly fetch: ApiFetch;
  /** A page as the site sends it, from what stands in it. */
  readonly document: (content: Child) => Promise<string>;
  readonly send: (c: Context<EdgeEnv>, body: string) => Promise<Response>;
  /** All of them without it. */
  readonly views?: readonly View[];
}

/** Characters of pages that are kept: some hundred of the largest. */
const MOST_KEPT = 32 * 1024 * 1024;

const TYPES: Readonly<Record<ExhibitFormat, string>> = {
  svg: "image/svg+xml",
  csv: "text/csv; charset=utf-8",
  tex: "application/x-tex; charset=utf-8",
};

/** A figure that is opened by itself: its own style, and nothing from anywhere. */
const FIGURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

function noSuchPage(): HoldfastError {
  return new HoldfastError({ code: "not-found", message: "there is no page of that name." });
}

/** The pages about an ablation under its address, and what their exhibits are given as. */
export function mountViews(app: Hono<EdgeEnv>, { fetch, document, send, views = VIEWS }: ViewsInput): void {
  const pages = pageCache(MOST_KEPT);

  const forwardedOf = (c: Context<EdgeEnv>) => () => {
    const { exchange, principal } = c.var;
    // a copy: the route that is logged is that of the page
    return { exchange: { ...exchange }, ...(principal === undefined ? {} : { principal }) };
  };

  const read = async (c: Context<EdgeEnv>, view: View) => {
    const url = new URL(c.req.url);
    const identity = c.req.param("identity") ?? "";
    const trail = answerTrail(fetch, forwardedOf(c));
    const client = createClient(url.origin, { fetch: trail.fetch });
    const registration = await client.read(identity);
    const query = url.searchParams;
    const path = viewPath(registration.identity, view.slug);
    const content = await view.read({ client, registration, query, path, origin: url.origin });
    return { registration, query, content, trail };
  };

  const show = async (c: Context<EdgeEnv>, view: View) => {
    const url = new URL(c.req.url);
    const key = JSON.stringify([c.var.principal?.tokenId ?? null, url.origin, url.pathname, url.search]);
    const kept = pages.get(key);
    if (kept !== undefined && (await areUnchanged(fetch, forwardedOf(c), kept.ingredients)))
      return send(c, kept.body);
    const { registration, query, content, trail } = await read(c, view);
    const body = await document(
      <ViewPage registration={registration} view={view} content={content} query={query} />,
    );
    const ingredients = trail.ingredients();
    if (ingredients !== null) pages.keep(key, { body, ingredients });
    return send(c, body);
  };

  const give = async (c: Context<EdgeEnv>, content: ViewContent, name: string) => {
    const [id, end] = name.split(".");
    const format = EXHIBIT_FORMATS.find((one) => one === end);
    const exhibit: Exhibit | undefined = content.exhibits.find((one) => one.id === id);
    if (format === undefined || exhibit === undefined) throw noSuchPage();
    const { writeExhibit } = await import("@holdfast/report");
    const file = writeExhibit(exhibit, format);
    if (file === null) throw noSuchPage();
    return c.body(file, 200, { "content-type": TYPES[format], "content-security-policy": FIGURE_POLICY });
  };

  for (const view of views) {
    const slug = view.slug === "" ? "overview" : view.slug;
    if (view.slug === "") app.get("/ablations/:identity", (c) => show(c, view));
    app.get(`/ablations/:identity/${slug}`, (c) => show(c, view));
    app.get(`/ablations/:identity/${slug}/:file{[a-z0-9-]+\\.(svg|csv|tex)}`, async (c) =>
      give(c, (await read(c, view)).content, c.req.param("file")),
    );
  }
}
