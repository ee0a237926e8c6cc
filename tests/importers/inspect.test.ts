import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bindLog, boundLines, bytesOfFile, type EvalLog, readLog } from "@holdfast/importers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { WITH_INSPECT } from "../python/pythons.js";
import { programOk } from "../python/run-python.js";

const SCRIPT = fileURLToPath(new URL("make-logs.py", import.meta.url));

/** What inspect_ai reads in a log, and what the recorder for Python makes of it. */
const Made = z.object({
  file: z.string(),
  tags: z.array(z.string()),
  invalidated: z.boolean(),
  scores: z.record(z.string(), z.record(z.string(), z.number().nullable())),
  lines: z.array(z.record(z.string(), z.unknown())),
});
type Made = z.infer<typeof Made>;

async function read(file: string): Promise<EvalLog> {
  const handle = await open(file);
  try {
    const bytes = bytesOfFile(handle, (await handle.stat()).size);
    return await readLog({ file, bytes }, { cluster: "family" });
  } finally {
    await handle.close();
  }
}

/** Scores by metric, sample and epoch; what a metric does not score is left away, since inspect_ai has no entry for it. */
function scoresOf(log: EvalLog, like: Made["scores"]): Made["scores"] {
  return Object.fromEntries(
    log.outcomes.map(({ metric, samples }) => {
      const cells = (samples?.id ?? []).map((id, at) => [
        `${id}|${samples?.epoch?.[at]}`,
        samples?.score?.[at] ?? null,
      ]);
      const [name = metric] = Object.keys(like).filter((key) => key.replaceAll("/", "-") === metric);
      const has = (cell: unknown) => Object.hasOwn(like[name] ?? {}, String(cell));
      return [name, Object.fromEntries(cells.filter(([cell, score]) => score !== null || has(cell)))];
    }),
  );
}

const byMetric = (a: { readonly metric?: unknown }, b: { readonly metric?: unknown }) =>
  String(a.metric) < String(b.metric) ? -1 : 1;

describe.skipIf(WITH_INSPECT.program === null)(`logs made by inspect_ai (${WITH_INSPECT.name})`, () => {
  let folder = "";
  let made: Made[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "holdfast-inspect-"));
    const { stdout } = await programOk(WITH_INSPECT.program ?? "", [SCRIPT, join(folder, "logs")], {
      cwd: folder,
    });
    made = stdout
      .split("\n")
      .filter((line) => line.startsWith("LOG "))
      .map((line) => Made.parse(JSON.parse(line.slice(4))));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("are zipped with zstd, and as JSON; edited, invalidated and plain", () => {
    expect(made.map(({ file }) => file.slice(-4)).sort()).toEqual([
      "eval",
      "eval",
      "eval",
      "eval",
      "json",
      "json",
      "json",
    ]);
    expect(made.filter(({ invalidated }) => invalidated).length).toBe(2);
  });

  it("give the scores that inspect_ai reads, sample by sample", async () => {
    for (const { file, scores } of made)
      expect([file, scoresOf(await read(file), scores)]).toEqual([file, scores]);
  });

  it("give the lines that the recorder for Python sends", async () => {
    for (const { file, lines, invalidated } of made) {
      if (invalidated) continue;
      const log = await read(file);
      const words = ["arm=principles", "seed=3", "branch=0", "stage=rl", "step=200"].map(
        (word) => `holdfast.${word}`,
      );
      const says = { ...log.says, tags: words, metadata: {} };
      const bound = bindLog(says, file, { identity: "advice@1", mapping: [], checkpoints: [] });
      if (bound.is !== "bound") throw new Error("not bound");
      expect(boundLines(log, bound, file).sort(byMetric)).toEqual([...lines].sort(byMetric));
    }
  });

  it("know their tags as they are after edits, and leave out what was invalidated", async () => {
    for (const { file, tags, invalidated } of made) {
      const log = await read(file);
      expect([...log.says.tags].sort()).toEqual(tags);
      const left = log.leftOut.find(({ what }) => what === "samples");
      expect(left?.count).toBe(invalidated ? 1 : undefined);
    }
  });

  it("say that a text which stands for no number was left out", async () => {
    const log = await read(made[0]?.file ?? "");
    expect(log.leftOut).toEqual([
      {
        what: "values of words",
        why: "they stand for no number (such as `maybe`), and count as unscored",
        count: 2,
        metric: "words",
      },
    ]);
    expect(log.notes).toEqual(["1 samples ended in an error; what they lack counts as unscored."]);
  });
});
