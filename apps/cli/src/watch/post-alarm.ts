import type { WatchLine } from "@holdfast/core";

const ATTEMPTS = 4;
const ANSWER_MS = 10_000;
const FIRST_RETRY_MS = 500;

/** How an alarm is sent. */
export interface PostMeans {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly wait: (ms: number) => Promise<void>;
}

/** Sends an alarm to an address, a few times where it does not answer. @returns what it met at last; null: it arrived */
export async function postAlarm(
  url: string,
  alarm: Extract<WatchLine, { kind: "alarm" }>,
  { fetch, wait }: PostMeans,
): Promise<string | null> {
  let met = "";
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt > 0) await wait(FIRST_RETRY_MS * 2 ** attempt);
    try {
      const response = await fetch(url, {
        method: "POST",
        // a redirect could lead to an address that nobody named
        redirect: "manual",
        signal: AbortSignal.timeout(ANSWER_MS),
        headers: { "content-type": "application/json" },
        body: JSON.stringify(alarm),
      });
      await response.body?.cancel();
      if (response.ok) return null;
      met = `status ${response.status}`;
    } catch (error) {
      met = error instanceof Error ? error.message : String(error);
    }
  }
  return met;
}
