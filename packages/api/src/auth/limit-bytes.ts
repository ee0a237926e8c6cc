import type { EdgeStep } from "../edge.js";
import { type Counted, countTokens } from "./limit-rate.js";
import { limitRefusal } from "./limit-refusal.js";
import { type Allowance, tokenBuckets } from "./token-bucket.js";

const MEBIBYTE = 1024 * 1024;

/** Bytes of bodies that one token may send. */
export const BODY_BYTES: Allowance = { capacity: 512 * MEBIBYTE, perSecond: 256 * MEBIBYTE };

function metered(
  body: ReadableStream<Uint8Array>,
  count: (bytes: number) => void,
): ReadableStream<Uint8Array> {
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        count(chunk.byteLength);
        controller.enqueue(chunk);
      },
    }),
  );
}

/**
 * Refuses bodies that come faster than the allowance of their token. A body that says its length is counted before
 * it is read; one that comes in chunks is counted while it does, and the next request waits for it.
 */
export function limitBytes(
  now: () => number,
  {
    allowance = BODY_BYTES,
    counted = countTokens,
  }: { readonly allowance?: Allowance; readonly counted?: Counted } = {},
): EdgeStep {
  const buckets = tokenBuckets(allowance, now);
  return async (c, next) => {
    const key = counted(c.var.principal);
    if (key === undefined) return next();
    const stated = c.req.header("content-length");
    // a body of a stated length is not looked at: that costs as much as the rest of a small request
    const body = stated === undefined ? c.req.raw.body : undefined;
    if (body === null) return next();
    const taken = buckets.take(key, stated === undefined ? 1 : Number(stated));
    if (!taken.isAllowed)
      throw limitRefusal(
        taken,
        `the bodies sent with this token have more than ${Math.round(allowance.perSecond / MEBIBYTE)} MiB a second.`,
        "; `holdfast serve --body-rate` sets the rate.",
      );
    if (body !== undefined)
      c.req.raw = new Request(c.req.raw, {
        body: metered(body, (bytes) => buckets.charge(key, bytes)),
        duplex: "half",
      });
    await next();
  };
}
