import type { HoldfastClient } from "@holdfast/api/client";
import type { HoldfastEvent } from "@holdfast/core";
import { expect } from "vitest";
import type { Observed } from "./observed-operations.js";

/** Follows what happened from its beginning, keeps a watch, and registers where alarms are to go. */
export async function followLive(client: HoldfastClient, identity: string, seen: Observed): Promise<void> {
  const events: HoldfastEvent[] = [];
  const ended = new AbortController();
  for await (const event of client.events({ after: 0, identity, signal: ended.signal })) {
    events.push(event);
    if (event.kind === "intervened") ended.abort();
  }
  expect(events[0]).toMatchObject({ kind: "registered", identity });
  expect(events.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["recorded", "excluded", "readmitted"]),
  );
  const numbers = events.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  const [first, second] = events;
  const resumed = await seen.fetch(
    new Request(`http://flow.test/v1/events?identity=${identity}`, {
      headers: { "last-event-id": String(first?.number) },
    }),
  );
  expect(resumed.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  const reader = resumed.body?.getReader();
  let text = "";
  while (!text.includes("data: ")) text += new TextDecoder().decode((await reader?.read())?.value);
  await reader?.cancel();
  expect(text).toMatch(/^retry: \d+\n/);
  expect(/^id: (\d+)\nevent: /m.exec(text)?.[1]).toBe(String(second?.number));
  const refused = await seen.fetch(
    new Request("http://flow.test/v1/events", { headers: { "last-event-id": "yesterday" } }),
  );
  expect(refused.status).toBe(400);

  const watch = await client.addWatch(identity, { eval: "blackmail@1", limit: 0.9, stage: "rl" });
  expect(watch).toMatchObject({ question: { eval: "blackmail@1", limit: 0.9 }, alarms: [] });
  await expect(client.addWatch(identity, { eval: "nothing@1", limit: 0.9 })).rejects.toMatchObject({
    code: "unknown-name",
  });
  await expect(client.addWatch(identity, { eval: "blackmail@1", limit: 7 })).rejects.toMatchObject({
    code: "invalid-input",
    place: { key: "limit" },
  });
  expect((await client.watches(identity)).watches).toEqual([watch]);
  await client.removeWatch(identity, watch.watchId);
  await expect(client.removeWatch(identity, watch.watchId)).rejects.toMatchObject({ code: "not-found" });

  const { webhook, secret } = await client.addWebhook({
    url: "http://127.0.0.1:9/hook",
    kinds: ["alarm"],
    identity,
  });
  expect(secret).toMatch(/^hfwh_[\w-]{43}$/);
  const listed = await client.webhooks();
  expect(listed.webhooks).toContainEqual(webhook);
  expect(JSON.stringify(listed)).not.toContain(secret);
  for (const url of ["ftp://127.0.0.1/hook", "http://user:word@127.0.0.1/", "file:///etc/passwd", "hook"])
    await expect(client.addWebhook({ url, kinds: ["alarm"] })).rejects.toMatchObject({
      code: "invalid-input",
    });
  await client.removeWebhook(webhook.webhookId);
  await expect(client.removeWebhook(webhook.webhookId)).rejects.toMatchObject({ code: "not-found" });
}
