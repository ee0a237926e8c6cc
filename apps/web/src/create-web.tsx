import {
  createClient,
  type Door,
  type EdgeEnv,
  type EdgeStep,
  type Forwarded,
  type HoldfastClient,
  PROBLEMS,
  problemResponse,
} from "@holdfast/api/client";
import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { type Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import { matchedRoutes } from "hono/route";
import { compressPages } from "./compress-pages.js";
import { PAGE_POLICY, reportPolicy } from "./content-policy.js";
import { mountDocs } from "./docs/mount-docs.js";
import { doorFor, mountDoor } from "./doors.js";
import { mountViews } from "./frame/mount-views.js";
import { guardHost } from "./guard-host.js";
import { mountInbox } from "./inbox/mount-inbox.js";
import { mountLists } from "./lists/mount-lists.js";
import { mountMethods } from "./methods/mount-methods.js";
import { mountIcon } from "./mount-icon.js";
import { mountSignIn, type SignIn, signInPath } from "./mount-sign-in.js";
import { FaultPage } from "./pages/fault-page.js";
import { mountPower } from "./power/mount-power.js";
import { mountRuns } from "./runs/mount-runs.js";
import { withTrail } from "./runs/with-trail.js";
import { mountScripts } from "./scripts/mount-scripts.js";
import { mountSettings } from "./settings/mount-settings.js";
import { SITE_STYLE } from "./site-style.js";

export interface WebInput {
  /** Answers what the pages show. */
  readonly client: HoldfastClient;
  /** The API, mounted under `/v1`. */
  readonly fetch: (request: Request, forwarded: Forwarded) => Response | Promise<Response>;
  /** What is mounted beside it: health, metrics, the MLflow door. */
  readonly doors?: readonly Door[];
  /** The steps before everything; without them, only whether the request was meant for this machine is asked. */
  readonly edge?: readonly EdgeStep[];
  /** Checks the token that a browser is given at `/login`; without it, there is no such page. */
  readonly signIn?: SignIn;
  /** Told of every fault that nobody foresaw. */
  readonly onFault?: (error: unknown) => void;
}

const UNFORESEEN = new HoldfastError({
  code: "internal",
  message: "Something went wrong that Holdfast did not foresee.",
  remedy: "The log of the server says more.",
});

async function documentOf(content: Child): Promise<string> {
  return `<!doctype html>\n${String(await content)}\n`;
}

function send(c: Context, body: string, status: 200 | ReturnType<typeof statusOf> = 200) {
  return c.html(body, status, { "content-security-policy": PAGE_POLICY });
}

async function page(c: Context, content: Child, status: 200 | ReturnType<typeof statusOf> = 200) {
  return send(c, await documentOf(content), status);
}

function statusOf(fault: HoldfastError) {
  return PROBLEMS[fault.code].status;
}

/** Whether a person opens the address, as with the links that MLflow's client prints. */
function wantsPage(c: Context): boolean {
  return c.req.method === "GET" && /\btext\/html\b/.test(c.req.header("accept") ?? "");
}

/** The pages and the API as one app. All text is escaped, and no script runs but those that are served here. */
export function createWeb({ client, fetch, doors = [], edge, signIn, onFault }: WebInput): Hono<EdgeEnv> {
  const app = new Hono<EdgeEnv>();
  const api: Door = { path: "/v1", fetch };
  const all: readonly Door[] = [api, ...doors];
  app.use(async (c, next) => {
    await next();
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "private, no-cache");
    c.res.headers.set("x-content-type-options", "nosniff");
    if (!c.res.headers.has("referrer-policy")) c.res.headers.set("referrer-policy", "no-referrer");
    c.res.headers.set("cross-origin-resource-policy", "same-origin");
  });
  for (const step of edge ?? [guardHost()]) app.use(step);
  app.use(compressPages((path) => doorFor(all, path) !== undefined));
  app.onError((error, c) => {
    const fault = isHoldfastError(error) ? error : UNFORESEEN;
    if (fault.code === "internal") onFault?.(error);
    const exchange: EdgeEnv["Variables"]["exchange"] | undefined = c.var.exchange;
    if (exchange !== undefined) exchange.code = fault.code;
    const door = doorFor(all, c.req.path);
    if (door !== undefined && (door === api || !wantsPage(c)))
      return (door.refuse ?? problemResponse)(error, exchange?.requestId);
    if (signIn !== undefined && fault.code === "unauthenticated" && c.req.method === "GET")
      return c.redirect(signInPath(c.req.path), 303);
    return page(c, <FaultPage title={PROBLEMS[fault.code].title} fault={fault} />, statusOf(fault));
  });
  app.notFound((c) => {
    const fault = new HoldfastError({ code: "not-found", message: "There is no page of that name." });
    return page(c, <FaultPage title="Not found" fault={fault} />, 404);
  });
  app.use(async (c, next) => {
    const exchange: EdgeEnv["Variables"]["exchange"] | undefined = c.var.exchange;
    if (exchange !== undefined) exchange.route = matchedRoutes(c).at(-1)?.path ?? null;
    await next();
  });
  for (const door of all) mountDoor(app, door);
  if (signIn !== undefined) mountSignIn(app, signIn);
  /** The client of whoever asks: with a token, what the API would answer to that token. */
  const clientFor = (c: Context<EdgeEnv>) => {
    const { exchange, principal } = c.var;
    if (principal === undefined || principal.tokenId === null) return client;
    return createClient(new URL(c.req.url).origin, {
      // a copy: the route that is logged is that of the page
      fetch: (input, init) => fetch(new Request(input, init), { exchange: { ...exchange }, principal }),
    });
  };
  mountDocs(app, {
    page,
    openApi: async (c) => {
      const { principal } = c.var;
      const url = new URL("/v1/openapi.json", c.req.url);
      const response = await fetch(new Request(url), principal === undefined ? {} : { principal });
      return response.json();
    },
  });
  mountPower(app, { clientFor, page });
  mountRuns(app, { clientFor, page });
  mountViews(app, { fetch, document: documentOf, send: async (c, body) => send(c, body) });
  mountMethods(app, { page });
  mountScripts(app);
  mountIcon(app);
  app.get("/healthz", (c) => c.text("ok\n", 200, { "cache-control": "no-store" }));
  app.get("/style.css", (c) =>
    c.body(SITE_STYLE, 200, { "content-type": "text/css; charset=utf-8", "cache-control": "no-cache" }),
  );
  mountLists(app, { clientFor, page });
  mountInbox(app, { clientFor, page });
  mountSettings(app, { clientFor, page });
  app.get("/ablations/:identity/report", async (c) => {
    const identity = c.req.param("identity");
    const report = await clientFor(c).report(identity, "html");
    return c.html(withTrail(report, identity), 200, { "content-security-policy": await reportPolicy() });
  });
  return app;
}
