/** What is logged of one request: enough to find it again, and nothing secret. Neither path nor query is in it. */
export interface RequestEntry {
  /** When it came in, in ISO 8601. */
  readonly at: string;
  readonly requestId: string;
  readonly method: string;
  /** The template of the route, such as `/v1/ablations/{identity}`; null where none matched. */
  readonly route: string | null;
  readonly status: number;
  /** Until the last byte was handed to the network, in milliseconds. */
  readonly durationMs: number;
  /** Read from the network for this request, in bytes. */
  readonly bytesReceived: number;
  /** Written to the network for it, with head, in bytes. */
  readonly bytesSent: number;
  /** Null where nobody was let in. */
  readonly actor: string | null;
  readonly tokenId: string | null;
  /** The code of the problem that it was answered with; null where there is none. */
  readonly code: string | null;
  /** The caller hung up before the answer was complete. */
  readonly isAborted: boolean;
}

/** One line for people: time, status, method, route, duration, actor, code and id. */
export function requestText(entry: RequestEntry): string {
  const { at, status, method, route, durationMs, actor, code, requestId, isAborted } = entry;
  return [
    at,
    String(status),
    method.padEnd(6),
    route ?? "(no route)",
    `${durationMs.toFixed(1)} ms`,
    actor ?? "-",
    ...(code === null ? [] : [code]),
    ...(isAborted ? ["aborted"] : []),
    requestId,
  ].join("  ");
}
