import { describe, expect, it } from "vitest";
import {
  evalZip,
  faultOf,
  header,
  pythonJson,
  readBytes,
  SPEC,
  sample,
  scoresIn,
} from "../testing/inspect-log.js";
import { makeZip } from "../testing/make-zip.js";
import { scoreNumber } from "./score-number.js";

const two = [sample("a", 1, "C"), sample("b", 1, "I")];

describe("a log of Inspect", () => {
  it.each([0, 8, 93])("is read from its header and summaries, packed by method %i", async (method) => {
    const log = await readBytes(
      evalZip([sample("b", 2, "P"), sample("b", 1, "C"), sample(7, 1, true)], { method }),
    );
    expect(log).toMatchObject({
      format: "inspect",
      says: { task: "tests/blackmail", evalId: "e1", taskId: "t1", tags: SPEC.tags },
      leftOut: [],
      notes: [],
    });
    expect(log.says.modelPaths).toEqual(["hf/models/principles-3", "models/principles-3"]);
    expect(log.outcomes).toEqual([
      {
        eval: "blackmail@2",
        metric: "match",
        status: "complete",
        harness: { name: "inspect_ai", version: "0.3.200" },
        evaluatedAt: "2026-01-01T00:01:00+00:00",
        samples: { id: ["7", "b", "b"], epoch: [0, 0, 1], score: [1, 1, 0.5] },
      },
    ]);
  });

  it("takes ids from the samples, whatever their members are called", async () => {
    const ids = ["a/../../b_epoch_2", "_epoch_1", "c\u0000d", "ü", "../x"];
    const samples = ids.map((id) => sample(id, 1, "C"));
    for (const head of [header(), header({ invalidated: true })])
      expect(scoresIn(await readBytes(evalZip(samples, { head }))).sort()).toEqual(
        ids.map((id) => `${id}/0=1`).sort(),
      );
  });

  it("takes the last of two members of a name, and the last of two entries of a sample", async () => {
    const later = { name: "summaries.json", content: pythonJson([sample("a", 1, "I"), sample("a", 1, "P")]) };
    expect(scoresIn(await readBytes(evalZip(two, { members: [later] })))).toEqual(["a/0=0.5"]);
  });

  it("that never ended is read from its journal", async () => {
    const journal = [10, 9, 1].map((number) => ({
      name: `_journal/summaries/${number}.json`,
      content: pythonJson([sample("a", 1, number), sample(`s${number}`, 1, "C")]),
    }));
    const start = { name: "_journal/start.json", content: pythonJson({ version: 2, eval: SPEC, plan: {} }) };
    const log = await readBytes(makeZip([start, ...journal]));
    expect(scoresIn(log)).toEqual(["a/0=10", "s1/0=1", "s10/0=1", "s9/0=1"]);
    expect(log.outcomes[0]).toMatchObject({ status: "partial" });
    expect(log.outcomes[0]).not.toHaveProperty("evaluatedAt");
    expect(log.notes).toEqual(["The eval did not end well (started)."]);
  });

  it("has samples alone where there are no summaries", async () => {
    const member = (of: { readonly id: string | number }) => ({
      name: `samples/${of.id}.json`,
      content: pythonJson(of),
    });
    const zip = makeZip([{ name: "header.json", content: pythonJson(header()) }, ...two.map(member)]);
    expect(scoresIn(await readBytes(zip))).toEqual(["a/0=1", "b/0=0"]);
  });

  it("leaves out what was invalidated, which only the samples know", async () => {
    const invalid = sample("a", 1, "C", { invalidation: { author: "x", reason: "y", timestamp: "z" } });
    const summaries = { name: "summaries.json", content: pythonJson(two) };
    const samples = [invalid, two[1] ?? invalid];
    const log = await readBytes(
      evalZip(samples, { head: header({ invalidated: true }), members: [summaries] }),
    );
    expect(scoresIn(log)).toEqual(["b/0=0"]);
    expect(log.leftOut).toEqual([{ what: "samples", why: "they were invalidated in the log", count: 1 }]);
  });

  it("reads each value of a list and a dictionary, of each scorer, and never a text as 0", async () => {
    const scores = {
      "judge/harm": { value: { harm: "P", why: "unsure", "to/o": null } },
      list: { value: [true, "no", Number.NaN] },
      match: { value: Number.NaN },
      odd: null,
    };
    const log = await readBytes(evalZip([sample("a", 1, 0, { scores }), sample("b", 1, "C")]));
    const told = Object.fromEntries(log.outcomes.map(({ metric, samples }) => [metric, samples?.score]));
    expect(told).toEqual({
      "judge-harm.harm": [0.5, null],
      "judge-harm.why": [null, null],
      "judge-harm.to-o": [null, null],
      "list.0": [1, null],
      "list.1": [0, null],
      "list.2": [null, null],
      match: [null, 1],
    });
    expect(log.leftOut).toEqual([
      {
        what: "values of judge-harm.why",
        why: "they stand for no number (such as `unsure`), and count as unscored",
        count: 1,
        metric: "judge-harm.why",
      },
    ]);
  });

  it("notes errors and limits, as samples and as summaries have them", async () => {
    const samples = [
      { id: "a", epoch: 1, error: "broken" },
      { id: "b", epoch: 1, error: { message: "broken" }, scores: null },
      sample("c", 1, "C", { limit: "token" }),
      sample("d", 1, "C", { limit: { type: "token", limit: 1 }, error: null }),
    ];
    const log = await readBytes(evalZip(samples, { head: header({ status: "error" }) }));
    expect(scoresIn(log)).toEqual(["a/0=null", "b/0=null", "c/0=1", "d/0=1"]);
    expect(log.notes).toEqual([
      "2 samples ended in an error; what they lack counts as unscored.",
      "2 samples were stopped by a limit.",
      "The eval did not end well (error).",
    ]);
    expect(log.outcomes[0]?.status).toBe("crashed");
  });

  it("has its clusters from the metadata; from the samples where summaries shortened them", async () => {
    const of = (id: string, family: unknown, more = {}) =>
      sample(id, 1, "C", { metadata: { family }, ...more });
    const plain = await readBytes(evalZip([of("a", " x\n y "), of("b", true), of("c", 3)]), "family");
    expect(plain.outcomes[0]?.samples?.cluster).toEqual(["x y", "True", "3"]);
    const summaries = {
      name: "summaries.json",
      content: pythonJson([of("a", "Key removed from summary (> 1k)"), of("b", "y")]),
    };
    const shortened = await readBytes(
      evalZip([of("a", { k: "z" }), of("b", "y")], { members: [summaries] }),
      "family",
    );
    expect(shortened.outcomes[0]?.samples?.cluster).toEqual(['{"k":"z"}', "y"]);
    const lacking = await readBytes(evalZip([of("a", "x"), of("b", null)]), "family");
    expect(lacking.outcomes[0]?.samples).not.toHaveProperty("cluster");
    expect(lacking.notes).toEqual(["1 of 2 samples have no metadata `family`, so that none has a cluster."]);
  });

  it("of the old schema, as JSON, has one scorer without a name", async () => {
    const old = {
      version: 1,
      status: "success",
      eval: { ...SPEC, task_version: "0", model_roles: null },
      samples: [
        { id: 1, epoch: 1, score: { value: "C" }, transcript: { events: [{ "}": "]\\" }] } },
        { id: 2, epoch: 1, score: { value: { x: 1 } } },
      ],
      results: { scorer: { name: "includes" }, metrics: { accuracy: { value: 1 } } },
    };
    const log = await readBytes(Buffer.from(pythonJson(old)));
    expect(log.outcomes.map(({ metric, samples }) => [metric, samples?.score])).toEqual([
      ["includes", [1, null]],
      ["includes.x", [null, 1]],
    ]);
    expect(log.outcomes.every(({ judge }) => judge === undefined)).toBe(true);
  });

  it("written without its samples gives the means that it states", async () => {
    const metrics = { accuracy: { value: 0.75 }, stderr: { value: Number.NaN }, mean: { value: 0.5 } };
    const results = { completed_samples: 4, scores: [{ name: "match", metrics, scored_samples: 3 }] };
    const log = await readBytes(evalZip([], { head: header({ results }) }));
    expect(log.outcomes[0]).toMatchObject({ metric: "match", summary: { mean: 0.5, n: 3 } });
    expect((await readBytes(evalZip([]))).leftOut).toEqual([
      { what: "the log", why: "it has no scores", count: 1 },
    ]);
  });

  it("has the tags and metadata that it was edited to have", async () => {
    const edits = [
      { type: "tags", tags_add: ["arm=control"], tags_remove: ["arm=principles"] },
      { type: "metadata", metadata_set: { lab: "b" }, metadata_remove: [] },
    ];
    const head = header({
      eval: { ...SPEC, metadata: { lab: "a" } },
      log_updates: [{ edits, provenance: {} }],
    });
    const { says } = await readBytes(evalZip(two, { head }));
    expect([says.tags, says.metadata]).toEqual([["stage=rl", "arm=control"], { lab: "b" }]);
  });
});

describe("what is no log, or is damaged", () => {
  it.each([
    [
      "an id beyond what JSON tells apart",
      evalZip([sample(12345678901234567000, 1, 1)]),
      "summaries.json id",
    ],
    ["an epoch of 0", evalZip([sample("a", 0, 1)]), "summaries.json epoch"],
    ["a sample without an id", evalZip([{ ...sample("a", 1, 1), id: "" }]), "summaries.json id"],
    [
      "summaries that are no list",
      evalZip([], { members: [{ name: "summaries.json", content: "{}" }] }),
      "summaries.json",
    ],
    [
      "a header that is no JSON",
      evalZip(two, { members: [{ name: "header.json", content: '{"eval": nope' }] }),
      "header.json eval",
    ],
    [
      "a header without a task",
      evalZip(two, { head: { status: "success", eval: {} } }),
      "header.json eval.task",
    ],
    [
      "summaries that are not UTF-8",
      evalZip([], {
        members: [{ name: "summaries.json", content: Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]) }],
      }),
      "summaries.json",
    ],
    [
      "a wrong checksum",
      evalZip([], { members: [{ name: "summaries.json", content: "[]", crc: 5 }] }),
      "summaries.json",
    ],
    ["another archive", makeZip([{ name: "word/document.xml", content: "<x/>" }]), "-"],
    ["nothing", Buffer.alloc(0), "-"],
    ["a text", Buffer.from("hello"), "-"],
    ["other JSON", Buffer.from('{"a": 1}'), "-"],
  ])("%s is refused, and said where", async (_, bytes, key) => {
    expect(await faultOf(bytes)).toMatch(new RegExp(`^invalid-input \\| ${key.replace(/[.]/g, "\\.")} \\|`));
  });

  it("a log that was cut off is refused as one, at every fiftieth of it", async () => {
    const zip = evalZip(two, { method: 93 });
    const json = Buffer.from(pythonJson({ ...header(), samples: two }));
    for (let part = 1; part < 50; part += 1) {
      expect(await faultOf(zip.subarray(0, Math.floor((zip.length * part) / 50)))).toMatch(/cut off|damaged/);
      const cut = json.subarray(0, Math.floor((json.length * part) / 50));
      expect(await faultOf(cut)).toMatch(/ends in the middle|not a log of a kind/);
    }
  });
});

const NUMBERS: readonly (readonly [unknown, unknown])[] = [
  ...[
    ["C", 1],
    ["P", 0.5],
    ["I", 0],
    ["N", 0],
    ["yes", 1],
    ["No", 0],
    ["TRUE", 1],
    ["false", 0],
    [true, 1],
    [3, 3],
  ],
  ...[
    ["0.25", 0.25],
    [" 1_000 ", 1000],
    ["-.5e1", -5],
  ],
  ...[Number.NaN, Number.POSITIVE_INFINITY, "nan", "-Infinity", "1e999", null, undefined].map((value) => [
    value,
    null,
  ]),
  ...["maybe", "", "c", "1_", "0x10", "1 2"].map((value) => [value, { text: value }]),
  [{ a: 1 }, { text: '{"a":1}' }],
].map(([value, expected]) => [value, expected] as const);

describe("a score", () => {
  it.each(NUMBERS)("%j is %j", (value, expected) => expect(scoreNumber(value)).toEqual(expected));
});
