import { createHmac } from "node:crypto";

export const SIGNATURE_HEADER = "x-holdfast-signature";
export const DELIVERY_HEADER = "x-holdfast-delivery";
export const EVENT_HEADER = "x-holdfast-event";

/**
 * `t=SECONDS,v1=HEX`: the HMAC-SHA256 of `SECONDS.BODY` under the secret of the webhook. The receiver computes it anew
 * from the bytes that came, compares in constant time, and refuses what is older than it finds right.
 */
export function signDelivery(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const signature = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${signature}`;
}
