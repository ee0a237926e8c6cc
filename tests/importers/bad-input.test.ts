import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADVICE, type ImportPlace, importInto } from "./import-into.js";
import { logText, tagsOf } from "./made-log.js";
import { type StoredMember, storedZip } from "./stored-zip.js";

const binary = { kind: "binary" } as const;
let place: ImportPlace;
beforeAll(async () => {
  place = await importInto({
    ...ADVICE,
    evals: [
      {
        id: "blackmail@2",
        metrics: [{ name: "match", direction: "lower-is-better", scale: binary }],
        role: "held-out",
      },
      {
        id: "arc@1",
        metrics: [{ name: "acc", direction: "higher-is-better", scale: binary }],
        role: "guardrail",
      },
    ],
  });
});
afterAll(() => place?.close());

const sample = (id: string, value: unknown, more: Record<string, unknown> = {}) => ({
  ...{ id, epoch: 1, scores: { match: { value, explanation: "NaN and Infinity" } }, ...more },
});

/** The members of a log of Inspect: its header, and each of its samples, which all must be read. */
function members(seed: number, ...samples: readonly { readonly id: string }[]): StoredMember[] {
  const spec = { task: "blackmail", task_version: 2, model: "m", tags: tagsOf("control", seed) };
  return [
    ...samples.map((each) => ({ name: `samples/${each.id}_epoch_1.json`, content: JSON.stringify(each) })),
    { name: "header.json", content: JSON.stringify({ version: 2, status: "success", eval: spec }) },
  ];
}

/** What an import says of one file: its state, the reason, and the exit codes without and with --allow-partial. */
async function toldOf(file: string, content: string | Uint8Array) {
  place.write(file, content);
  const words = [file, "-a", "advice@1", "--cluster", "none"];
  const strict = await place.report(...words);
  const [log] = strict.logs;
  const { code: lenient } = await place.run("import", ...words, "--allow-partial");
  return { state: log?.state, reason: log?.reason ?? "", codes: [strict.code, lenient] };
}

const scores = async (seed: number) => {
  const { outcomes } = await place.client.outcomes("advice@1", { run: `control/${seed}/0` });
  const all = await Promise.all(outcomes.map(({ outcomeId }) => place.client.scores("advice@1", outcomeId)));
  return all.flatMap((page) => page.scores.map(({ sample: of, score }) => [of, score]));
};

const whole = storedZip(members(1, sample("p1", "C")));
const [first = { name: "", content: "" }, ...rest] = members(1, sample("p1", "C"));
const BAD: readonly (readonly [name: string, content: string | Uint8Array, reason: RegExp])[] = [
  ["truncated.eval", whole.subarray(0, whole.length - 40), /cut off/],
  ["begun.eval", whole.subarray(0, 20), /cut off/],
  ["crc.eval", storedZip([{ ...first, crc: 1 }, ...rest]), /samples\/p1_epoch_1\.json: .*checksum/],
  [
    "bomb.eval",
    storedZip([{ name: "samples/a.json", content: Buffer.alloc(2e8, 0x20), isDeflated: true }, ...rest]),
    /samples\/a\.json: .*grows to/,
  ],
  [
    "ten-gigabytes.eval",
    storedZip([{ name: "samples/a.json", content: "{}", isDeflated: true, size: 10 * 1024 ** 3 }, ...rest]),
    /samples\/a\.json: .*grows to/,
  ],
  [
    "less-than-said.eval",
    storedZip([{ ...first, size: 10 * 1024 ** 3 }, ...rest]),
    /samples\/p1_epoch_1\.json: /,
  ],
  ["not-utf-8.json", Buffer.from(logText({}).replace('"p0"', '"p\u00ff"'), "latin1"), /not valid UTF-8/],
  [
    "not-utf-8.eval",
    storedZip([
      { name: "samples/a.json", content: Buffer.from('{"id":"\u00ff","epoch":1}', "latin1") },
      ...rest,
    ]),
    /samples\/a\.json.*not valid UTF-8/,
  ],
  ["ends.json", logText({}).slice(0, -20), /ends in the middle/],
  ["words.eval", "no archive at all", /not a log of a kind/],
  ["empty.eval", "", /not a log of a kind/],
];

describe("bad input", () => {
  it.each(BAD)(
    "%s is refused with its reason, and another exit code than 0",
    async (file, content, reason) => {
      expect(await toldOf(`bad/${file}`, content)).toEqual({
        state: "refused",
        reason: expect.stringMatching(reason),
        codes: [3, 0],
      });
      expect((await place.client.status("advice@1")).coverage).toEqual([]);
    },
  );

  it("never uses the names of members as paths, and keeps ids with slashes and dots as they are", async () => {
    const odd = ["../../escaped", "a/b_epoch_7", "..", "ü\\x"];
    const zip = storedZip(members(2, ...odd.map((id) => sample(id, "C"))));
    expect(await toldOf("odd/names.eval", zip)).toMatchObject({ state: "recorded", codes: [0, 0] });
    expect((await scores(2)).map(([id]) => id).sort()).toEqual([...odd].sort());
    for (const up of ["..", "../.."])
      expect(existsSync(join(place.folder, "odd", up, "escaped_epoch_1.json"))).toBe(false);
  });

  it("tells NaN as a value from NaN in a text", async () => {
    const text = JSON.stringify(sample("NaN", 0, { note: 'NaN, "Infinity"' })).replace(
      '"value":0',
      '"value":NaN',
    );
    const zip = storedZip([{ name: "samples/n.json", content: text }, ...members(3, sample("p2", "C"))]);
    expect(await toldOf("nan.eval", zip)).toMatchObject({ state: "recorded", codes: [0, 0] });
    expect(await scores(3)).toEqual([
      ["NaN", null],
      ["p2", 1],
    ]);
  });

  it("takes a log without any clock, and says nothing of when it was", async () => {
    expect(await toldOf("clockless.json", logText({ tags: tagsOf("control", 4) }))).toMatchObject({
      state: "recorded",
    });
    const { outcomes } = await place.client.outcomes("advice@1", { run: "control/4/0" });
    expect(outcomes[0]?.evaluatedAt).toBeNull();
  });

  it("reads what each file of a mixed folder is, and passes over what is no log", async () => {
    const old = {
      ...{ version: 1, status: "success", results: { scorer: { name: "match" } } },
      eval: { task: "blackmail", task_version: 2, model: "m", tags: tagsOf("control", 5) },
      samples: [{ id: 1, epoch: 1, score: { value: "C" } }],
    };
    place.write("mixed/old.json", JSON.stringify(old));
    place.write("mixed/deep/er/new.eval", storedZip(members(6, sample("p1", "I"))));
    place.write("mixed/new.json", logText({ tags: tagsOf("control", 7) }));
    const results = { results: { arc: { "acc,none": 0.5 } }, versions: { arc: 1 } };
    place.write(
      "mixed/results.json",
      JSON.stringify({ ...results, config: { metadata: { arm: "control", seed: 8, stage: "rl" } } }),
    );
    place.write("mixed/notes.txt", "words");
    place.write("mixed/logs.json", '{"new.json":{}}');
    place.write("mixed/list.json", "[1, 2]");
    place.write("mixed/summary.zip", storedZip([{ name: "a.txt", content: "a" }]));
    const report = await place.report("mixed", "-a", "advice@1", "--cluster", "none");
    expect(report.logs.map(({ file, format, state, run }) => [file, format, state, run].join(" "))).toEqual([
      "mixed/deep/er/new.eval inspect recorded control/6/0",
      "mixed/new.json inspect recorded control/7/0",
      "mixed/old.json inspect recorded control/5/0",
      "mixed/results.json lm-eval recorded control/8/0",
    ]);
    expect([report.code, report.passedOver]).toEqual([0, 4]);
  });

  it("refuses two logs that claim the same checkpoint, each with the name of the other", async () => {
    place.write("two/a.eval", storedZip(members(9, sample("p1", "C"))));
    place.write("two/b.eval", storedZip(members(9, sample("p1", "I"))));
    const report = await place.report("two", "-a", "advice@1", "--cluster", "none");
    expect([report.code, report.leftOut]).toEqual([3, 2]);
    expect(report.logs.map(({ state, reason }) => `${state} ${reason?.split(" (")[0]}`)).toEqual([
      "refused two/b.eval claims the same checkpoint and eval",
      "refused two/a.eval claims the same checkpoint and eval",
    ]);
    expect(await scores(9)).toEqual([]);
  });
});

describe("an audit whose judge rates many dimensions of a transcript", () => {
  it("is one eval a dimension by a mapping, with the id of the transcript, judges kept apart", async () => {
    const scale = { kind: "graded", lower: 1, upper: 10 } as const;
    const audits = await importInto({
      ...ADVICE,
      name: "audit",
      evals: ["deception", "sycophancy"].map((name) => ({
        id: `${name}@1`,
        metrics: [{ name: "score", direction: "lower-is-better" as const, scale }],
        role: "held-out" as const,
      })),
    });
    const log = (judge: string, values: readonly unknown[]) =>
      JSON.stringify({
        ...{ version: 2, status: "success" },
        eval: {
          ...{ task: "petri/audit", task_version: 0, model: "none/none", tags: tagsOf("control", 1) },
          model_roles: {
            auditor: { model: "m/a" },
            target: { model: "vllm/control-1" },
            judge: { model: judge },
          },
        },
        samples: values.map((value, at) => ({
          id: `transcript-${at}`,
          epoch: 1,
          scores: { alignment_judge: { value } },
        })),
      });
    audits.write(
      "a.json",
      log("m/one", [
        { deception: 7, sycophancy: 2, admirable: 9 },
        { deception: 1, sycophancy: 1 },
      ]),
    );
    audits.write("b.json", log("m/two", [{ deception: 5, sycophancy: 2 }]));
    audits.write(
      "map.yaml",
      'rules:\n- match: { task: "*audit" }\n  set: { metrics: { alignment_judge.admirable: null, "alignment_judge.*": "*@1/score" } }\n',
    );
    const report = await audits.report(
      "a.json",
      "b.json",
      "-a",
      "audit@1",
      "--cluster",
      "none",
      "--map",
      "map.yaml",
    );
    expect([report.code, report.logs.map(({ model }) => model)]).toEqual([
      0,
      ["vllm/control-1", "vllm/control-1"],
    ]);
    const { outcomes } = await audits.client.outcomes("audit@1");
    const told = outcomes.map(
      ({ eval: of, judge, value }) => `${of} ${judge} ${value.level === "samples" ? value.mean : ""}`,
    );
    expect(told).toEqual([
      "deception@1 m/one 4",
      "deception@1 m/two 5",
      "sycophancy@1 m/one 1.5",
      "sycophancy@1 m/two 2",
    ]);
    const { scores: ofFirst } = await audits.client.scores("audit@1", outcomes[0]?.outcomeId ?? "");
    expect(ofFirst.map(({ sample: of }) => of)).toEqual(["transcript-0", "transcript-1"]);
    await audits.close();
  });
});
