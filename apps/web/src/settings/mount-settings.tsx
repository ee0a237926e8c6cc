import type { EdgeEnv, HoldfastClient } from "@holdfast/api/client";
import type { Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import { wordsIn } from "../lists/list-address.js";
import { AuditPage } from "../pages/audit-page.js";
import { SettingsPage } from "../pages/settings-page.js";
import { whatIsReadable } from "./what-is-readable.js";

interface SettingsInput {
  /** The client of whoever asks. */
  readonly clientFor: (c: Context<EdgeEnv>) => HoldfastClient;
  readonly page: (c: Context<EdgeEnv>, content: Child) => Promise<Response>;
}

/** Lines of the trail on one page. */
const AT_A_TIME = 100;

/** What concerns the server: what it is, who may do what, and who did what. */
export function mountSettings(app: Hono<EdgeEnv>, { clientFor, page }: SettingsInput): void {
  app.get("/settings", async (c) => {
    const client = clientFor(c);
    const health = await client.health();
    const tokens = await whatIsReadable(client.tokens());
    const webhooks = await whatIsReadable(client.webhooks());
    const { origin } = new URL(c.req.url);
    return page(c, <SettingsPage health={health} tokens={tokens} webhooks={webhooks} origin={origin} />);
  });
  app.get("/settings/audit", async (c) => {
    const query = new URL(c.req.url).searchParams;
    const identity = wordsIn(query, "identity");
    const cursor = query.get("cursor");
    const asked = {
      ...(identity === undefined ? {} : { identity }),
      ...(cursor === null ? {} : { cursor }),
      limit: AT_A_TIME,
    };
    const trail = await whatIsReadable(clientFor(c).audit(asked));
    return page(c, <AuditPage trail={trail} identity={identity ?? null} query={query} />);
  });
}
