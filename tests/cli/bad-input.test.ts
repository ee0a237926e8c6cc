import { once } from "node:events";
import { createWriteStream, truncateSync } from "node:fs";
import { join } from "node:path";
import { EXIT_CODES } from "@holdfast/cli";
import type { AblationInput } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DATABASES, SERVER } from "./databases.js";
import { holdfast, holdfastOk } from "./run-holdfast.js";
import { ndjson, studyAblation, studyLines, uniqueName } from "./study.js";
import { type WorkFolder, workFolder } from "./work-folder.js";

const [first, second] = studyLines();
const point = (members: object) => ({
  arm: "control",
  seed: 9,
  stage: "sft",
  eval: "blackmail@1",
  ...members,
});
const samples = (members: object) => point({ samples: { id: ["p1", "p2"], ...members } });
const text = (line: object) => JSON.stringify(line);

/** What is recorded, what becomes of it, and where the message says it went wrong. */
const OUTCOMES: readonly (readonly [
  what: string,
  content: string,
  kind: keyof typeof EXIT_CODES,
  said: string,
])[] = [
  [
    "an unknown arm",
    ndjson([first, point({ arm: "treated", point: 0 })]),
    "unknown-name",
    "bad.ndjson:2 arm: the ablation has no arm `treated`. Known: control, difficult-advice.",
  ],
  [
    "an unknown stage",
    ndjson([point({ stage: "dpo", point: 0 })]),
    "unknown-name",
    "bad.ndjson:1 stage: the ablation has no stage `dpo`.",
  ],
  [
    "an unknown eval",
    ndjson([point({ eval: "blackmail@2", point: 0 })]),
    "unknown-name",
    "bad.ndjson:1 eval: the ablation has no eval `blackmail@2`.",
  ],
  [
    "k above n",
    ndjson([first, point({ counts: { k: 101, n: 100 } })]),
    "invalid-input",
    "bad.ndjson:2 counts.k: ",
  ],
  [
    "a score outside the scale",
    ndjson([samples({ score: [0, 2] })]),
    "invalid-input",
    "bad.ndjson:1 samples.score[1]: the score 2 of sample `p2` is not 0 or 1.",
  ],
  [
    "a mean outside the scale",
    ndjson([point({ summary: { mean: 1.2 } })]),
    "invalid-input",
    "bad.ndjson:1 summary.mean: ",
  ],
  [
    "NaN",
    `${text(samples({ score: [0, 5] })).replace("5]", "NaN]")}\n`,
    "invalid-input",
    "bad.ndjson:1 samples.score[1]: JSON has no NaN. Write null",
  ],
  [
    "Infinity",
    `${text(point({ point: 5 })).replace("5}", "Infinity}")}\n`,
    "invalid-input",
    "bad.ndjson:1 point: JSON has no Infinity.",
  ],
  [
    "1e400",
    `${text(point({ point: 5 })).replace("5}", "1e400}")}\n`,
    "invalid-input",
    "bad.ndjson:1 point: 1e400 is beyond the largest number there is.",
  ],
  [
    "a sample and epoch twice with two scores, in one line",
    ndjson([point({ samples: { id: ["p1", "p1"], score: [0, 1] } })]),
    "invalid-input",
    "bad.ndjson:1 samples.score[1]: sample `p1`, epoch 0 is given twice",
  ],
  [
    "a sample and epoch twice with two scores, in two lines",
    ndjson([samples({ score: [0, 1] }), samples({ score: [0, 0] })]),
    "conflict",
    "bad.ndjson:2 ",
  ],
  [
    "another score than the one that is recorded",
    ndjson([
      second,
      {
        ...first,
        samples: { ...first?.samples, score: first?.samples?.score?.map((score) => 1 - (score ?? 0)) },
      },
    ]),
    "conflict",
    "bad.ndjson:2 ",
  ],
  [
    "another cluster for a known sample",
    ndjson([samples({ score: [0, 1], cluster: ["s99", "s98"] })]),
    "conflict",
    "bad.ndjson:1 ",
  ],
  [
    "the same arm, seed and branch trained twice",
    ndjson([point({ run: "one", point: 0 }), point({ run: "another", stage: "rl", point: 0 })]),
    "conflict",
    "bad.ndjson:2 ",
  ],
  [
    "half a line at the end of the file",
    ndjson([first, second]).slice(0, -40),
    "invalid-input",
    "bad.ndjson:2 samples.score[41]: the last line ends in the middle.",
  ],
  [
    "JSON that is none",
    `${text(point({ point: 0 }))}\n{arm: 1}\n`,
    "invalid-input",
    "bad.ndjson:2: this is not JSON",
  ],
  [
    "an unknown key",
    ndjson([point({ point: 0, scroe: 1 })]),
    "invalid-input",
    'bad.ndjson:1: this is not a valid outcome: Unrecognized key: "scroe".',
  ],
  ["an empty file", "", "invalid-input", "bad.ndjson:1: there are no outcomes in it."],
];

const component = { dataset: "d", kind: "generic" };
const withMix = (requires: object, mix: object): Partial<AblationInput> => ({
  plan: { requires },
  arms: [
    { name: "control", levels: { advice: false } },
    {
      name: "difficult-advice",
      levels: { advice: true },
      mixes: { sft: { components: [{ ...component, ...mix }] } },
    },
  ],
});

/** What is registered in place of the study, and where the message says it is wrong. */
const ABLATIONS: readonly (readonly [
  what: string,
  changed: Partial<AblationInput>,
  kind: keyof typeof EXIT_CODES,
  said: string,
])[] = [
  [
    "a mix without tokens where the plan needs them",
    withMix({ tokens: true }, {}),
    "invalid-input",
    "arms[1].mixes.sft.components[0].tokens: the plan needs tokens, and `d` has none.",
  ],
  [
    "a mix without a hash where the plan needs it",
    withMix({ contentHashes: true }, { tokens: 5 }),
    "invalid-input",
    "arms[1].mixes.sft.components[0].contentHash: the plan needs content hashes",
  ],
  [
    "an arm named twice",
    { factors: [], arms: [{ name: "control" }, { name: "control" }] },
    "invalid-input",
    "arms[1].name: the arm `control` is named twice.",
  ],
  ["a control that does not exist", { control: "base" }, "unknown-name", "control: there is no arm `base`."],
];

describe.each(DATABASES)("bad input on $name", ({ in: place }) => {
  describe.skipIf(place === null)("is refused whole", () => {
    const name = uniqueName("bad");
    const identity = `${name}@1`;
    let folder: WorkFolder;
    let db: string;
    let before: string;
    const untouched = async () => expect((await archive()) === before, "nothing was written").toBe(true);
    const archive = () => holdfastOk(["export", identity, "--db", db], { cwd: folder.path });
    const refused = async (words: readonly string[], kind: keyof typeof EXIT_CODES, said: string) => {
      const { code, stdout, stderr } = await holdfast([...words, "--db", db], { cwd: folder.path });
      expect(stderr).toContain(`error (${kind}): `);
      expect(stderr).toContain(said);
      expect([code, stdout]).toEqual([EXIT_CODES[kind], ""]);
      // An embedded database takes a second to open: there, all of it is compared once, at the end.
      if (SERVER === db) await untouched();
    };

    beforeAll(async () => {
      folder = workFolder();
      db = place?.(folder.path) ?? "";
      folder.write("study.json", JSON.stringify(studyAblation(name)));
      folder.write("good.ndjson", ndjson(studyLines().slice(0, 6)));
      await holdfastOk(["register", "study.json", "--db", db], { cwd: folder.path });
      await holdfastOk(["record", "good.ndjson", "-a", identity, "--db", db], { cwd: folder.path });
      before = await archive();
    });
    afterAll(async () => {
      await holdfast(["delete", identity, "--yes", "--db", db], { cwd: folder.path });
      folder.remove();
    });

    it.each(OUTCOMES)("%s", async (_, content, kind, said) => {
      folder.write("bad.ndjson", content);
      await refused(["record", "bad.ndjson", "-a", identity], kind, said);
    });

    it("a line of 2 GB, without being read into memory", async () => {
      const path = join(folder.path, "huge.ndjson");
      const stream = createWriteStream(path);
      stream.end(`${text(point({ point: 0 }))}\n{"arm":"`);
      await once(stream, "close");
      truncateSync(path, 2 * 1024 ** 3);
      await refused(
        ["record", "huge.ndjson", "-a", identity],
        "too-large",
        "huge.ndjson:2: the line is longer than 64 MiB.",
      );
    });

    it.each(ABLATIONS)("%s", async (_, changed, kind, said) => {
      const other = uniqueName("other");
      folder.write("bad.json", JSON.stringify({ ...studyAblation(other), ...changed }, null, 2));
      await refused(["register", "bad.json"], kind, said);
      expect((await holdfast(["status", `${other}@1`, "--db", db], { cwd: folder.path })).code).toBe(
        EXIT_CODES["not-found"],
      );
    });

    it("an ablation that was changed after it was registered", async () => {
      folder.write("bad.json", JSON.stringify({ ...studyAblation(name), seeds: 5 }));
      await refused(["register", "bad.json"], "drift", "seeds: 3 -> 5");
      await refused(["register", "bad.json"], "drift", "Bump the version, or amend");
    });

    it("an ablation that is not registered", async () => {
      await refused(["record", "good.ndjson", "-a", `${name}@2`], "not-found", `${name}@2`);
    });

    it("an archive that broke off, or is none", async () => {
      folder.write("cut.ndjson", before.slice(0, -200));
      await refused(["restore", "cut.ndjson"], "invalid-input", "cut.ndjson");
      await refused(["restore", "good.ndjson"], "invalid-input", "good.ndjson");
    });

    it("takes a byte order mark and CRLF for what they are", async () => {
      const windows = `\uFEFF${ndjson(studyLines().slice(0, 6)).replaceAll("\n", "\r\n")}`;
      folder.write("windows.ndjson", windows);
      const words = ["record", "windows.ndjson", "-a", identity, "--db", db];
      expect(await holdfastOk(words, { cwd: folder.path })).toContain("0 added, 360 recognised");
    });

    it("and leaves what was there before untouched", untouched);
  });
});
