import type { Door, EdgeEnv } from "@holdfast/api/client";
import type { Hono } from "hono";

/** The door that a path leads to, or undefined where it leads to a page. */
export function doorFor(doors: readonly Door[], path: string): Door | undefined {
  return doors.find((door) => path === door.path || path.startsWith(`${door.path}/`));
}

/** Lets a door answer its path and all below it, with what the edge found out about the request. */
export function mountDoor(app: Hono<EdgeEnv>, { path, fetch }: Door): void {
  for (const at of [path, `${path}/*`])
    app.all(at, (c) => {
      const { exchange, principal } = c.var;
      return fetch(c.req.raw, { exchange, ...(principal === undefined ? {} : { principal }) });
    });
}
