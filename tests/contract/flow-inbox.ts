import { randomBytes } from "node:crypto";
import type { HoldfastClient } from "@holdfast/api/client";
import type { InboxLogInput } from "@holdfast/core";
import { expect } from "vitest";

/** A log that nobody bound goes in, is read, read differently, and taken out for good. */
export async function followInbox(client: HoldfastClient): Promise<void> {
  const log: InboxLogInput = {
    ...{ file: "logs/a.eval", sha256: randomBytes(32).toString("hex"), part: null, format: "inspect" },
    ...{ task: "blackmail", model: "m", modelPaths: ["m"], created: null, evalId: "e", taskId: "t" },
    ...{ tags: ["a=b"], metadata: { a: [1, null, "ü"] }, cluster: null, leftOut: [], notes: ["One."] },
    outcomes: [
      {
        ...{
          eval: "blackmail@1",
          metric: "score",
          judge: { model: "j", promptSha: "p" },
          status: "complete",
        },
        samples: { id: ["p1", "p2", "p2"], epoch: [0, 0, 1], score: [0, 1, null] },
      },
      { eval: "blackmail@1", metric: "other", summary: { mean: 0.25, seOver: "unknown" } },
    ],
  };
  const waiting = async () => (await client.inbox()).logs.filter(({ sha256 }) => sha256 === log.sha256);
  expect(await waiting()).toEqual([]);
  const { state, entry } = await client.addToInbox(log);
  expect([state, entry.outcomes]).toEqual([
    "added",
    [
      { eval: "blackmail@1", metric: "score", judge: "j#p", level: "samples", scores: 3, unscored: 1 },
      { eval: "blackmail@1", metric: "other", judge: "rule", level: "summary", scores: 1, unscored: 0 },
    ],
  ]);
  expect(await client.addToInbox(log)).toEqual({ state: "waits", entry });
  expect(await waiting()).toEqual([entry]);
  expect(await client.inboxLog(entry.id)).toEqual({ entry, outcomes: log.outcomes });
  const other = await client.addToInbox({ ...log, part: "second" });
  expect([other.state, other.entry.id === entry.id]).toEqual(["added", false]);
  const [first, ...rest] = log.outcomes;
  if (first?.samples === undefined) throw new Error("it has samples");
  const clustered = [{ ...first, samples: { ...first.samples, cluster: ["c", "d", "d"] } }, ...rest];
  const again = await client.addToInbox({ ...log, cluster: "family", outcomes: clustered });
  expect([again.state, again.entry.id]).toEqual(["waits", entry.id]);
  expect((await client.inboxLog(entry.id)).outcomes).toEqual(clustered);
  for (const id of [entry.id, other.entry.id]) await client.dropFromInbox(id);
  expect(await waiting()).toEqual([]);
  expect((await client.addToInbox(log)).state).toBe("dropped");
  await expect(client.inboxLog(entry.id)).rejects.toMatchObject({ code: "not-found" });
  await expect(client.dropFromInbox(entry.id)).rejects.toMatchObject({ code: "not-found" });
  await expect(client.addToInbox({ ...log, outcomes: [] })).rejects.toMatchObject({ code: "invalid-input" });
}
