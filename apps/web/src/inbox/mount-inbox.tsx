import type { EdgeEnv, HoldfastClient } from "@holdfast/api/client";
import type { Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import { InboxPage } from "../pages/inbox-page.js";
import { whatIsReadable } from "../settings/what-is-readable.js";

interface InboxInput {
  /** The client of whoever asks. */
  readonly clientFor: (c: Context<EdgeEnv>) => HoldfastClient;
  readonly page: (c: Context<EdgeEnv>, content: Child) => Promise<Response>;
}

/** The logs that wait until somebody says what they are about. */
export function mountInbox(app: Hono<EdgeEnv>, { clientFor, page }: InboxInput): void {
  app.get("/inbox", async (c) => page(c, <InboxPage inbox={await whatIsReadable(clientFor(c).inbox())} />));
}
