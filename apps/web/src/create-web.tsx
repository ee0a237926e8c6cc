import { type HoldfastClient, PROBLEMS, problemResponse } from "@holdfast/api/client";
import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { type Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import { PAGE_POLICY, reportPolicy } from "./content-policy.js";
import { guardHost } from "./guard-host.js";
import { AblationsPage } from "./pages/ablations-page.js";
import { FaultPage } from "./pages/fault-page.js";
import { SITE_STYLE } from "./site-style.js";

export interface WebInput {
  /** Answers what the pages show. */
  readonly client: HoldfastClient;
  /** The API, mounted under `/v1`. */
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** Told of every fault that nobody foresaw. */
  readonly onFault?: (error: unknown) => void;
}

const UNFORESEEN = new HoldfastError({
  code: "internal",
  message: "Something went wrong that Holdfast did not foresee.",
  remedy: "The log of the server says more.",
});

async function page(c: Context, content: Child, status: 200 | ReturnType<typeof statusOf> = 200) {
  return c.html(`<!doctype html>\n${String(await content)}\n`, status, {
    "content-security-policy": PAGE_POLICY,
  });
}

function statusOf(fault: HoldfastError) {
  return PROBLEMS[fault.code].status;
}

/** The pages and the API as one app. All text is escaped, and no script runs but the one that reports carry. */
export function createWeb({ client, fetch, onFault }: WebInput): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.res.headers.set("x-content-type-options", "nosniff");
    c.res.headers.set("referrer-policy", "no-referrer");
    c.res.headers.set("cross-origin-resource-policy", "same-origin");
  });
  app.use(guardHost());
  app.onError((error, c) => {
    if (!isHoldfastError(error)) onFault?.(error);
    if (c.req.path.startsWith("/v1/")) return problemResponse(error);
    const fault = isHoldfastError(error) ? error : UNFORESEEN;
    return page(c, <FaultPage title={PROBLEMS[fault.code].title} fault={fault} />, statusOf(fault));
  });
  app.notFound((c) => {
    const fault = new HoldfastError({ code: "not-found", message: "There is no page of that name." });
    return page(c, <FaultPage title="Not found" fault={fault} />, 404);
  });
  app.all("/v1/*", (c) => fetch(c.req.raw));
  app.get("/healthz", async (c) => {
    await client.health();
    return c.text("ok\n");
  });
  app.get("/style.css", (c) =>
    c.body(SITE_STYLE, 200, { "content-type": "text/css; charset=utf-8", "cache-control": "no-cache" }),
  );
  app.get("/", async (c) => {
    const { ablations } = await client.list();
    return page(c, <AblationsPage ablations={ablations} origin={new URL(c.req.url).origin} />);
  });
  app.get("/ablations/:identity", async (c) => {
    const report = await client.report(c.req.param("identity"), "html");
    return c.html(report, 200, { "content-security-policy": await reportPolicy() });
  });
  return app;
}
