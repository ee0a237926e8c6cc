import { HoldfastError } from "@holdfast/core";
import type { Context, MiddlewareHandler } from "hono";
import type { RequestEnv } from "../context.js";
import type { Principal, Role } from "../principal.js";
import { routeTemplate } from "../route-template.js";
import { type Binding, type OperationRule, ruleOf } from "./operation-rules.js";

const RANK: Readonly<Record<Role, number>> = { reader: 0, recorder: 1, admin: 2 };

/** Whether a role may do what `needed` may. */
export function isAtLeast(role: Role, needed: Role): boolean {
  return RANK[role] >= RANK[needed];
}

/** @throws HoldfastError `forbidden` where the role of a caller is not enough for `what` */
export function requireRole({ actor, role }: Principal, needed: Role, what: string): void {
  if (isAtLeast(role, needed)) return;
  throw new HoldfastError({
    code: "forbidden",
    message: `${what} needs the role ${needed}, and \`${actor}\` is a ${role}.`,
    remedy: `Show another token; an admin makes one with \`holdfast token create --role ${needed}\`.`,
  });
}

/**
 * Refuses an ablation to a token that is bound to another. The words are the same whether that ablation exists or
 * not, so that they tell nobody what there is.
 *
 * @param identity of the ablation that is asked for; undefined: none is named, and so all of them
 * @throws HoldfastError `forbidden`
 */
export function requireAblation(
  { ablation = null, actor }: { readonly ablation?: string | null; readonly actor: string },
  identity: string | undefined,
): void {
  if (ablation === null || identity === ablation) return;
  throw new HoldfastError({
    code: "forbidden",
    message: `the token \`${actor}\` opens ${ablation} alone.`,
    remedy: "Show a token that is not bound, or one that is bound to the ablation you mean.",
  });
}

function identityFor(c: Context<RequestEnv>, bound: Exclude<Binding, "open">): string | undefined {
  if (bound === "never") return undefined;
  // its parameter is that of this middleware's own pattern, decoded as the operation will decode it
  return bound === "its-own" ? c.req.param("identity") : c.req.query(bound.query);
}

function check(c: Context<RequestEnv>, { role, bound }: OperationRule, what: string): void {
  const { principal } = c.var;
  requireRole(principal, role, what);
  if (principal.ablation !== null && bound !== "open") requireAblation(principal, identityFor(c, bound));
}

/**
 * Lets a caller do what its role and the ablation it is bound to allow, by the one table of operations. Mount it
 * twice: on everything, and on the paths below one ablation, whose identity only the second one can read.
 *
 * @param covers the requests of this mount
 */
export function authorize(covers: "others" | "one-ablation"): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    const template = routeTemplate(c);
    const isAboutOne = template?.startsWith("/v1/ablations/{identity}") === true;
    if (template !== null && isAboutOne === (covers === "one-ablation")) {
      const method = c.req.method === "HEAD" ? "GET" : c.req.method;
      check(c, ruleOf(method, template), `${method} ${template}`);
    }
    await next();
  };
}
