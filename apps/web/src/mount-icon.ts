import type { EdgeEnv } from "@holdfast/api/client";
import type { Hono } from "hono";

/** A lead that held: it drops, and stays there. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#005d94"/><path d="M6 9h7l5 13h8" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

/** The icon in the tab, also where browsers look for it without being told. */
export function mountIcon(app: Hono<EdgeEnv>): void {
  for (const path of ["/favicon.svg", "/favicon.ico"])
    app.get(path, (c) =>
      c.body(ICON, 200, { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" }),
    );
}
