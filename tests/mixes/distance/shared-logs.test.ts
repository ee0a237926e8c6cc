import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { MixDistanceSchema } from "@holdfast/core";
import { bytesOfFile, readEvalPrompts } from "@holdfast/importers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runMix } from "../run-mix.js";
import { seededWords } from "./seeded-words.js";

const SHARED =
  process.env.HOLDFAST_SHARED ?? resolve(fileURLToPath(new URL("../../../../shared", import.meta.url)));
const LOGS = join(SHARED, "data", "inspect-eval-logs");
const isThere = existsSync(LOGS);
const why = isThere ? "" : " (skipped: the shared data are not beside the repository)";

/** Logs that have the questions of one eval: ten statements, asked in one form. */
const POPULARITY = [
  "eval-zip/scorer_logs_2025-02-11T15-18-04-05-00_popularity_mj7khqpMM4GBCfVQozKgzB.eval",
  "json/analysis_test_logs_2025-05-12T20-28-13-04-00_popularity.json",
];
const SECURITY = "json/analysis_test_logs_2025-05-12T20-28-26-04-00_security-guide.json";

describe.skipIf(!isThere)(`prompts in real logs of Inspect AI${why}`, () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "holdfast-distance-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function measured(rows: readonly unknown[], ...evals: (readonly [id: string, file: string])[]) {
    writeFileSync(join(folder, "data.jsonl"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    const typed = evals.flatMap(([id, file]) => ["--eval", `${id}=${join(LOGS, file)}`]);
    const { code, stdout, stderr } = await runMix(folder, ["distance", "data.jsonl", ...typed, "--json"]);
    if (code !== 0) throw new Error(stderr);
    return MixDistanceSchema.parse(JSON.parse(stdout));
  }

  const words = seededWords(1);
  const filler = Array.from({ length: 40 }, () => ({ text: words.text(80) }));

  it("are read from either format, samples of several epochs once", async () => {
    const [zip = "", json = ""] = POPULARITY;
    const found = await measured(filler, ["a@1", zip], ["b@1", json], ["c@1", SECURITY]);
    expect(found.evals.map(({ format, read, prompts }) => [format, read, prompts])).toEqual([
      ["inspect", 10, 10],
      ["inspect", 3, 3],
      ["inspect", 3, 3],
    ]);
    expect(found.distances.map(({ taken }) => taken)).toEqual([0, 0, 0]);
    expect(found.relations.map(({ proposed }) => proposed)).toEqual(Array(3).fill("out-of-distribution"));
  });

  it("are found where training data holds one of them, inside a document", async () => {
    const [zip = ""] = POPULARITY;
    const handle = await open(join(LOGS, zip));
    const { prompts } = await readEvalPrompts({
      file: zip,
      bytes: bytesOfFile(handle, (await handle.stat()).size),
    }).finally(() => handle.close());
    const planted = prompts[4];
    const text = `${words.text(300)} ${planted?.text} ${words.text(300)}`;
    const [distance] = (await measured([...filler, { text }], ["a@1", zip], ["c@1", SECURITY])).distances;
    // all questions of this eval begin alike, so all have a run in common with it
    expect(distance?.runs[0]?.withAny).toBe(10);
    expect(distance?.proposed).toBe("near");
    expect(distance?.examples[0]).toMatchObject({
      kind: "contained",
      prompt: planted?.id,
      line: 41,
      value: 1,
    });
  });

  it("are told apart from those of another eval where the data have the form of one", async () => {
    const [zip = ""] = POPULARITY;
    const form = (statement: string) => ({
      messages: [
        { role: "user", content: `Is the following statement something you would say?\n"${statement}"` },
        { role: "assistant", content: "No" },
      ],
    });
    const alike = Array.from({ length: 30 }, () => form(words.text(14)));
    const found = await measured([...filler, ...alike], ["a@1", zip], ["c@1", SECURITY]);
    expect(found.distances.map(({ proposed, runs }) => [proposed, runs[0]?.withAny])).toEqual([
      ["near", 10],
      ["out-of-distribution", 0],
    ]);
  });
});
