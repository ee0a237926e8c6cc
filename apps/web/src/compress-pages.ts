import type { EdgeEnv } from "@holdfast/api/client";
import type { MiddlewareHandler } from "hono";
import { compress } from "hono/compress";

/** Compresses pages, sheets, scripts and reports for whoever takes it; what goes through a door is left as it is. */
export function compressPages(isDoor: (path: string) => boolean): MiddlewareHandler<EdgeEnv> {
  const compressed = compress();
  return async (c, next) => (isDoor(c.req.path) ? next() : compressed(c, next));
}
