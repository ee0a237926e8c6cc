import type { EdgeStep } from "../edge.js";
import type { Principal } from "../principal.js";
import { limitRefusal } from "./limit-refusal.js";
import { type Allowance, type Taken, tokenBuckets } from "./token-bucket.js";

/** Requests of one token: what a busy cluster sends, and no more than a server can answer. */
export const REQUESTS: Allowance = { capacity: 4000, perSecond: 2000 };

/** Whose allowance a request uses; undefined: nobody counts. */
export type Counted = (principal: Principal | undefined) => string | undefined;

/** Every token is counted by itself; who needs none is not counted. */
export const countTokens: Counted = (principal) => principal?.tokenId ?? undefined;

/** Those without a token are counted too, all together. */
export const countEverybody: Counted = (principal) => principal?.tokenId ?? "without a token";

/** Fields of draft-ietf-httpapi-ratelimit-headers: the policy, and what is left of it. */
export function rateLimitFields(
  name: string,
  { capacity, perSecond }: Allowance,
  { left, waitSeconds }: Taken,
): readonly (readonly [string, string])[] {
  const untilFull = Math.ceil((capacity - left) / perSecond);
  return [
    ["ratelimit-policy", `"${name}";q=${Math.floor(capacity)};w=${Math.ceil(capacity / perSecond)}`],
    [
      "ratelimit",
      `"${name}";r=${Math.floor(left)};t=${waitSeconds > 0 ? Math.ceil(waitSeconds) : untilFull}`,
    ],
  ];
}

/** Refuses what comes faster than the allowance of its token, and says on every answer what is left. */
export function limitRate(
  now: () => number,
  {
    allowance = REQUESTS,
    counted = countTokens,
  }: { readonly allowance?: Allowance; readonly counted?: Counted } = {},
): EdgeStep {
  const buckets = tokenBuckets(allowance, now);
  return async (c, next) => {
    const key = counted(c.var.principal);
    if (key === undefined) return next();
    const taken = buckets.take(key, 1);
    const fields = rateLimitFields("requests", allowance, taken);
    if (!taken.isAllowed) {
      for (const [name, value] of fields) c.res.headers.set(name, value);
      throw limitRefusal(
        taken,
        `more than ${allowance.perSecond} requests a second came with this token.`,
        ", or send more in one request; `holdfast serve --rate` sets the rate.",
      );
    }
    await next();
    for (const [name, value] of fields) c.res.headers.set(name, value);
  };
}
