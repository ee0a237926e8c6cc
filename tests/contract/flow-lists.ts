import type { AblationFilter, HoldfastClient } from "@holdfast/api/client";
import { expect } from "vitest";
import { flowAblation, flowLines } from "./flow-evidence.js";

/** Lists ablations by what has arrived of their plan and by what their last analysis said, page by page. */
export async function listAblations(client: HoldfastClient, prefix: string): Promise<void> {
  const names = ["b", "a", "c"].map((letter) => `${prefix}-${letter}`);
  for (const name of names)
    await client.register({ ...flowAblation(name), title: `<${name}>`, question: `What of ${name}'s %_?` });
  const [whole = "", part = "", none = ""] = names.map((name) => `${name}@1`);
  const found = async (filter: AblationFilter = {}) =>
    (await client.ablations({ q: prefix, ...filter })).ablations.map(({ identity }) => identity);
  expect(await found({ status: "awaiting" })).toEqual([part, whole, none]);

  await client.recordLines(whole, flowLines());
  await client.recordLines(part, flowLines().slice(0, 3));
  expect(await found({ status: "awaiting" })).toEqual([none]);
  expect(await found({ status: "partial" })).toEqual([part]);
  expect(await found({ status: "complete" })).toEqual([whole]);
  const one = async (identity: string) =>
    (await client.ablations({ q: identity, archived: "any" })).ablations.find(
      (row) => row.identity === identity,
    );
  expect(await one(whole)).toMatchObject({ coverage: { expected: 36, present: 36 }, headline: null });
  expect((await client.status(part)).present).toBe((await one(part))?.coverage?.present);

  const { durability } = await client.analysis(whole);
  const said = await one(whole);
  expect(durability.map(({ verdict }) => verdict.word)).toContain(said?.headline?.verdict);
  expect(said?.headline).toMatchObject({ sentence: expect.stringContaining("lead of"), outdated: false });
  expect(await client.report(whole, "markdown")).toContain(said?.headline?.sentence.slice(0, 40));
  expect(await found({ verdict: said?.headline?.verdict ?? "none" })).toEqual([whole]);
  expect(await found({ verdict: "none" })).toEqual([part, none]);
  expect(await found({ sort: "analysed" })).toEqual([whole, part, none]);
  const what = { kind: "run", run: "advice/2/0" } as const;
  await client.exclude(whole, { what, author: "flow", reason: "it diverged" });
  expect((await one(whole))?.headline?.outdated).toBe(true);
  expect((await client.runs(whole, { excluded: "only" })).runs.map(({ run }) => run)).toEqual([what.run]);
  const kept = (await client.runs(whole, { excluded: "without" })).runs.map(({ run }) => run);
  expect([...kept, what.run].sort()).toEqual((await client.runs(whole)).runs.map(({ run }) => run).sort());
  await client.analysis(whole);
  expect((await one(whole))?.headline?.outdated).toBe(false);

  await client.setArchived(part, true);
  expect(await found()).toEqual([whole, none]);
  expect(await found({ archived: true })).toEqual([part]);
  expect(await found({ archived: "any" })).toEqual([part, whole, none]);
  expect(await found({ q: `${prefix}-C's %_`, sort: "title" })).toEqual([none]);
  expect(await found({ q: "'; drop table ablation; --" })).toEqual([]);
  for (const sort of ["identity", "title", "newest", "analysed"] as const) {
    const filter = { q: prefix, archived: "any", sort } as const;
    const all = await found(filter);
    const read: string[] = [];
    for (let page = await client.ablations({ ...filter, limit: 1 }); ; ) {
      read.push(...page.ablations.map(({ identity }) => identity));
      if (page.next === null) break;
      page = await client.ablations({ ...filter, limit: 1, cursor: page.next });
    }
    expect(read).toEqual(all);
  }
  const { next } = await client.ablations({ q: prefix, limit: 1 });
  for (const wrong of [
    { cursor: next ?? "", sort: "newest" },
    { cursor: "nonsense" },
    {
      cursor: Buffer.from(JSON.stringify({ list: "ablations", place: { order: "title" } })).toString(
        "base64url",
      ),
    },
    { limit: 1001 },
  ] as const)
    await expect(client.ablations(wrong)).rejects.toMatchObject({ code: "invalid-input" });
  for (const name of names) await client.remove(`${name}@1`);
}
