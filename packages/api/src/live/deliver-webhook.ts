import type { ClaimedDelivery, DeliveryEnd } from "@holdfast/store";
import { DELIVERY_HEADER, EVENT_HEADER, SIGNATURE_HEADER, signDelivery } from "./sign-delivery.js";

/** What a delivery uses of the world. */
export interface DeliveryMeans {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly now: () => Date;
  /** A number in [0, 1). */
  readonly random: () => number;
}

/** After these many attempts, a good two hours, an event is given up. */
export const MOST_ATTEMPTS = 12;
const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 3_600_000;
/** How long a receiver may take to answer. */
const ANSWER_MS = 10_000;

/** When to try again: twice as long each time, with chance in it so that many do not come back at once. */
export function retryDelayMs(attempts: number, random: () => number): number {
  const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1));
  return longest * (0.5 + 0.5 * random());
}

function faultText(error: unknown): string {
  if (!(error instanceof Error)) return "it failed";
  const cause = error.cause instanceof Error && "code" in error.cause ? ` (${String(error.cause.code)})` : "";
  return `${error.name === "TimeoutError" ? "no answer in time" : error.message}${cause}`;
}

async function attempt(
  claimed: ClaimedDelivery,
  means: DeliveryMeans,
  stop: AbortSignal,
): Promise<string | null> {
  const body = JSON.stringify({ delivery: claimed.deliveryId, event: claimed.event });
  try {
    const response = await means.fetch(claimed.url, {
      method: "POST",
      // a redirect could lead to an address that nobody registered
      redirect: "manual",
      signal: AbortSignal.any([stop, AbortSignal.timeout(ANSWER_MS)]),
      headers: {
        "content-type": "application/json",
        [DELIVERY_HEADER]: claimed.deliveryId,
        [EVENT_HEADER]: claimed.event.kind,
        [SIGNATURE_HEADER]: signDelivery(claimed.secret, body, means.now()),
      },
      body,
    });
    await response.body?.cancel();
    return response.ok ? null : `status ${response.status}`;
  } catch (error) {
    return faultText(error);
  }
}

/** Sends an event to its webhook once. @returns what became of it; null where it was broken off by `stop` */
export async function deliverWebhook(
  claimed: ClaimedDelivery,
  means: DeliveryMeans,
  stop: AbortSignal,
): Promise<DeliveryEnd | null> {
  const met = await attempt(claimed, means, stop);
  if (met === null) return { kind: "delivered" };
  if (stop.aborted) return null;
  if (claimed.attempts >= MOST_ATTEMPTS) return { kind: "abandoned", met };
  const dueAt = new Date(means.now().getTime() + retryDelayMs(claimed.attempts, means.random));
  return { kind: "again", dueAt };
}
