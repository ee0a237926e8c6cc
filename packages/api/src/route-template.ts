import type { Context } from "hono";
import { matchedRoutes } from "hono/route";

/**
 * The template of a route, such as `/v1/ablations/{identity}`, from the pattern by which it was found: what logs and
 * metrics name instead of the path, which may hold what nobody else should read. Null where only a wildcard matched.
 */
export function templateOf(pattern: string | null): string | null {
  if (pattern === null || pattern.endsWith("*")) return null;
  return pattern.replace(/:(\w+)(\{[^}]*\})?\??/g, "{$1}");
}

/** The template of the route that answers a request; null where none does. */
export function routeTemplate(c: Context): string | null {
  return templateOf(matchedRoutes(c).at(-1)?.path ?? null);
}
