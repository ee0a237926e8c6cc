import type { EdgeEnv } from "@holdfast/api/client";
import type { Hono } from "hono";
import { SCRIPTS } from "./scripts.js";

/** Serves the scripts of the pages, each at an address of its own. */
export function mountScripts(app: Hono<EdgeEnv>): void {
  for (const [name, script] of SCRIPTS)
    app.get(`/scripts/${name}.js`, (c) =>
      c.body(script, 200, { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" }),
    );
}
