import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openLocal } from "@holdfast/api/local";
import { type Ablation, defineAblation, type MixDistance, MixDistanceSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runMix } from "../run-mix.js";
import { seededWords } from "./seeded-words.js";

const binary = { kind: "binary" } as const;
const metrics = [{ name: "score", direction: "lower-is-better", scale: binary }] as const;
const ablation: Ablation = defineAblation({
  name: "advice",
  version: "1",
  title: "Advice",
  question: "Does advice hold?",
  baseModel: "m",
  arms: [
    { name: "control" },
    {
      name: "advice",
      mixes: {
        sft: {
          components: [
            { dataset: "chats", kind: "difficult-advice" },
            { dataset: "stories", kind: "stories" },
          ],
        },
      },
    },
  ],
  control: "control",
  stages: [{ name: "sft" }, { name: "rl" }],
  evals: [
    { id: "blackmail@1", metrics: [...metrics], role: "held-out", relation: "out-of-distribution" },
    { id: "pears@1", metrics: [...metrics], role: "target", relation: { advice: "out-of-distribution" } },
    { id: "mails@1", metrics: [...metrics], role: "target" },
  ],
});

type Local = Awaited<ReturnType<typeof openLocal>>;
let local: Local;
let folder = "";

const words = seededWords(3);
const scenario =
  "Alex reads the mails of Summit Bridge and learns that Kyle will switch it off at five today";
const lines = (records: readonly unknown[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

beforeAll(async () => {
  local = await openLocal("memory://", {
    actor: "test",
    onFault: () => {},
    now: () => new Date("2026-01-02T03:04:05Z"),
  });
  await local.client.register(ablation);
  folder = mkdtempSync(join(tmpdir(), "holdfast-distance-"));
  const chat = (user: string) => ({
    messages: [
      { role: "user", content: user },
      { role: "assistant", content: words.text(50) },
    ],
  });
  const rows = Array.from({ length: 50 }, () => chat(words.text(60)));
  write("chats/a.jsonl", lines(rows.slice(0, 25)));
  write("chats/b.jsonl", lines([...rows.slice(25), chat(`${scenario} and so on. ${words.text(8)}`)]));
  write("stories.jsonl", lines(Array.from({ length: 30 }, () => ({ text: words.text(200) }))));
  write(
    "blackmail.jsonl",
    lines([
      { id: "s1", prompt: scenario },
      { id: "s2", prompt: scenario.replace("five", "six") },
    ]),
  );
  write(
    "pears.jsonl",
    lines(
      Array.from({ length: 30 }, (_, at) => ({ prompt: `pear${at} plum${at % 7} costs dollars ${at} each` })),
    ),
  );
});
afterAll(async () => {
  await local?.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...typed: string[]) => runMix(folder, ["distance", ...typed], local.client);
const BOTH = ["--eval", "blackmail@1=blackmail.jsonl", "--eval", "pears@1=pears.jsonl"];
const OF_ARM = ["--ablation", "advice@1", "--arm", "advice", "--stage", "sft"];

async function measured(...typed: string[]): Promise<MixDistance> {
  const { code, stdout, stderr } = await run(...typed, "--json");
  if (code !== 0) throw new Error(stderr);
  return MixDistanceSchema.parse(JSON.parse(stdout));
}

describe("holdfast mix distance", () => {
  it("measures every data set beside every eval, and proposes what the nearest says", async () => {
    const found = await measured("chats", "stories.jsonl", ...BOTH);
    expect(found.datasets.map(({ dataset, rows, files }) => [dataset, rows, files])).toEqual([
      ["chats", 51, ["chats/a.jsonl", "chats/b.jsonl"]],
      ["stories", 30, ["stories.jsonl"]],
    ]);
    expect(found.distances.map(({ dataset, eval: id, taken }) => `${dataset} ${id} ${taken}`)).toEqual([
      "chats blackmail@1 2",
      "chats pears@1 0",
      "stories blackmail@1 0",
      "stories pears@1 0",
    ]);
    expect(
      found.relations.map(({ eval: id, proposed, dataset, declared, agrees }) => [
        id,
        proposed,
        dataset,
        declared,
        agrees,
      ]),
    ).toEqual([
      ["blackmail@1", "in-distribution", "chats", null, null],
      ["pears@1", "out-of-distribution", expect.any(String), null, null],
    ]);
    expect(found.rules).toMatchObject({ runs: [8, 13], containedFrom: 0.7, nearFrom: 0.5 });
  });

  it("says which row has which prompt", async () => {
    const [distance] = (await measured("chats", ...BOTH)).distances;
    expect(distance?.examples[0]).toEqual({
      prompt: "s1",
      file: "chats/b.jsonl",
      line: 26,
      kind: "contained",
      value: 1,
      words: scenario.toLowerCase(),
    });
  });

  it("sets the proposed relation beside the declared one, and says where they disagree", async () => {
    const found = await measured("chats", "stories.jsonl", ...BOTH, ...OF_ARM);
    expect(found).toMatchObject({ identity: "advice@1", arm: "advice", stage: "sft" });
    expect(
      found.relations.map(({ eval: id, declared, proposed, agrees }) => [id, declared, proposed, agrees]),
    ).toEqual([
      ["blackmail@1", "out-of-distribution", "in-distribution", false],
      ["pears@1", "out-of-distribution", "out-of-distribution", true],
    ]);
    const { stdout, stderr } = await run("chats", ...BOTH, "--eval", "mails@1=pears.jsonl", ...OF_ARM);
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "blackmail@1: proposed in-distribution, by chats. It is declared out-of-distribution for advice: the two disagree.",
    );
    expect(stdout).toMatch(/pears@1: proposed out-of-distribution, by chats. It is declared the same/);
    expect(stdout).toMatch(/mails@1: proposed out-of-distribution, by chats. It is declared unknown/);
    expect(stderr).toContain("not measured: stories");
  });

  it("writes the ablation with what was measured beside what is declared, as an amendment takes it", async () => {
    const { code, stderr } = await run(
      "chats",
      ...BOTH,
      ...OF_ARM,
      "--out",
      "distance.json",
      "--amend-file",
      "amended.json",
    );
    expect(code).toBe(0);
    expect(stderr).toContain("holdfast amend amended.json");
    MixDistanceSchema.parse(JSON.parse(readFileSync(join(folder, "distance.json"), "utf8")));
    const amended: unknown = JSON.parse(readFileSync(join(folder, "amended.json"), "utf8"));
    const identity = "advice@2";
    await local.client.register({ ...ablation, version: "2" });
    const parsed = defineAblation({ ...ablation, ...Object(amended), version: "2" });
    const registration = await local.client.amend(identity, parsed, {
      author: "R. Osei",
      reason: "measured",
    });
    expect(registration.revision).toBe(2);
    const [blackmail, pears, mails] = (await local.client.read(identity)).ablation.evals;
    expect(blackmail).toMatchObject({
      relation: "out-of-distribution",
      measuredRelation: { advice: { relation: "in-distribution", dataset: "chats" } },
    });
    expect(pears?.relation).toEqual({ advice: "out-of-distribution" });
    expect(pears?.measuredRelation?.advice?.relation).toBe("out-of-distribution");
    expect(mails?.measuredRelation).toBeUndefined();
  });

  it("gives the same document again, and the same for files named in another order", async () => {
    const [first, again] = [await run("chats", ...BOTH, "--json"), await run("chats", ...BOTH, "--json")];
    expect(again.stdout).toBe(first.stdout);
    const files = ["all=chats/a.jsonl", "all=chats/b.jsonl"];
    const forward = await measured(...files, ...BOTH);
    expect(await measured(...files.reverse(), ...BOTH)).toEqual(forward);
    expect(forward.datasets[0]).toMatchObject({ dataset: "all", rows: 51 });
  });

  it.each([
    [["chats"], /--eval is missing/],
    [[...BOTH], /DATA\.\.\. is missing/],
    [["chats", "--eval", "blackmail.jsonl"], /does not name an eval and a file.*NAME@VERSION=FILE/s],
    [["chats", "--eval", "blackmail=blackmail.jsonl"], /does not name an eval and a file/],
    [["chats", ...BOTH, "--arm", "advice"], /--arm needs --ablation/],
    [["chats", ...BOTH, "--amend-file", "x.json"], /--amend-file needs --ablation/],
    [["chats", ...BOTH, "--ablation", "advice@1"], /--ablation needs --arm/],
    [
      ["chats", ...BOTH, "--ablation", "advice@1", "--arm", "nobody"],
      /no arm `nobody`.*Known: control, advice/s,
    ],
    [["chats", ...BOTH, "--ablation", "advice@1", "--arm", "advice", "--stage", "dpo"], /no stage `dpo`/],
    [["chats", "--eval", "other@1=pears.jsonl", ...OF_ARM], /no eval `other@1`.*Known: blackmail@1/s],
    [["nowhere", ...BOTH], /nowhere: there is no such file/],
    [["chats", "--eval", "blackmail@1=nowhere.jsonl"], /nowhere\.jsonl: there is no such file/],
    [["chats", "--eval", "blackmail@1=chats"], /chats: this is a directory/],
  ])("refuses %j and says what to do", async (typed, expected) => {
    const { code, stdout, stderr } = await run(...typed);
    expect(code).not.toBe(0);
    expect(stdout).toBe("");
    expect(stderr).toMatch(expected);
  });

  it("refuses rows that cannot be read, with file and line, and leaves them out where that is asked for", async () => {
    write("broken.jsonl", `${lines([{ text: words.text(20) }])}{"text": "cut\n${lines([{ nothing: 1 }])}`);
    const refused = await run("broken.jsonl", ...BOTH);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain("broken.jsonl:2");
    const partial = await measured("broken.jsonl", ...BOTH, "--allow-partial");
    expect(partial.datasets[0]).toMatchObject({ rows: 1, leftOut: 2 });
    expect((await run("broken.jsonl", ...BOTH, "--allow-partial")).stdout).toContain("2 rows left out");
  });
});
