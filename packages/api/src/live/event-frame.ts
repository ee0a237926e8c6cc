import type { HoldfastEvent } from "@holdfast/core";

const encoder = new TextEncoder();

/** One event as the wire of server-sent events wants it. JSON has no line feed, so that its data is one line. */
export function eventFrame(event: HoldfastEvent): Uint8Array {
  return encoder.encode(`id: ${event.number}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
}

/** How long a reader waits before it comes back, in milliseconds, and where it is: also a stream that tells nothing can be resumed. */
export function openingFrame(retryMs: number, at: number): Uint8Array {
  return encoder.encode(`retry: ${retryMs}\nid: ${at}\n\n`);
}

/** Keeps the connection, and moves the place from which to resume past what the filter left out. */
export function heartbeatFrame(at: number): Uint8Array {
  return encoder.encode(`:\nid: ${at}\n\n`);
}

/** What the reader asked for is no longer there up to this number. */
export function prunedFrame(through: number): Uint8Array {
  return encoder.encode(`id: ${through}\nevent: pruned\ndata: ${JSON.stringify({ through })}\n\n`);
}
