import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { PLAIN, WITH_WANDB } from "../python/pythons.js";
import { programOk } from "../python/run-python.js";
import { type ImportPlace, importInto } from "./import-into.js";

const SCRIPT = new URL("wandb-runs.py", import.meta.url).pathname;

/** What was logged: runs, metrics, steps (`end`: none). */
const Made = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.number())));

const WORDS = ["--ablation", "advice@1", "--cluster", "none"];

/** What is recorded of a run: `EVAL METRIC STEP` and the value. */
async function recorded({ client }: ImportPlace, run: string): Promise<Record<string, number>> {
  const { outcomes } = await client.outcomes("advice@1", { run, limit: 500 });
  return Object.fromEntries(
    outcomes.map(({ eval: of, metric, step, value }) => [
      `${of} ${metric} ${step ?? "end"}`,
      value.level === "point"
        ? value.point
        : value.level === "counts"
          ? value.counts.k / value.counts.n
          : Number.NaN,
    ]),
  );
}

function expected(points: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(points).map(([step, value]) => [`blackmail@1 score ${step}`, value]),
  );
}

describe.skipIf(WITH_WANDB.program === null)(
  `runs logged by wandb while offline (${WITH_WANDB.name})`,
  () => {
    let place: ImportPlace;
    let made: z.infer<typeof Made> = {};
    beforeAll(async () => {
      place = await importInto();
      const { stdout } = await programOk(WITH_WANDB.program ?? "", [SCRIPT, place.folder], {
        cwd: place.folder,
      });
      const line = stdout.split("\n").find((each) => each.startsWith("MADE ")) ?? "";
      made = Made.parse(JSON.parse(line.slice(5)));
    }, 120_000);
    afterAll(async () => place?.close());

    const fileOf = (id: string) => {
      const folder = readdirSync(join(place.folder, "wandb")).find(
        (name) => name.startsWith("offline-run-") && name.endsWith(id),
      );
      return `wandb/${folder}/run-${id}.wandb`;
    };

    it("are recorded point by point, over their own axes, segments as one run, and once", async () => {
      const found = await place.report("wandb", ...WORDS);
      expect(found.logs.map(({ file, state, run }) => [file.replace(/^.*\//, ""), state, run])).toEqual([
        ["run-axis.wandb", "recorded", "principles/1/0"],
        ["run-parts.wandb", "recorded", "principles/2/0"],
        ["run-parts.wandb", "recorded", "principles/2/0"],
        ["run-killed.wandb", "recorded", "control/unknown:killed/0"],
        ["run-ended.wandb", "recorded", "control/3/0"],
      ]);
      expect([found.code, found.leftOut]).toEqual([0, 0]);
      expect(await recorded(place, "principles/1/0")).toEqual(expected(made.axis?.["eval/blackmail"] ?? {}));
      expect(await recorded(place, "principles/2/0")).toEqual(expected(made.parts?.blackmail ?? {}));
      expect(await recorded(place, "control/unknown:killed/0")).toEqual(
        expected(made.killed?.eval_blackmail_score ?? {}),
      );
      expect(await recorded(place, "control/3/0")).toEqual({ "blackmail@1 score end": 0.25 });
      const again = await place.report("wandb", ...WORDS);
      expect([again.added, again.recognised]).toEqual([0, found.added]);
    });

    it("are taken as far as they go where they break off, and refused where they are damaged", async () => {
      const name = fileOf("axis");
      const whole = readFileSync(join(place.folder, name));
      writeFileSync(join(place.folder, "run-cut.wandb"), whole.subarray(0, 100_000));
      const cut = await place.report("run-cut.wandb", ...WORDS);
      expect([cut.code, cut.added, cut.logs[0]?.state]).toEqual([0, 0, "recorded"]);
      expect(cut.recognised).toBeGreaterThan(3);
      expect(cut.logs[0]?.notes).toContain("Its last record is cut off: what was logged before it is taken.");
      const damaged = Buffer.from(whole);
      damaged[50_000] = (damaged[50_000] ?? 0) ^ 1;
      writeFileSync(join(place.folder, "run-damaged.wandb"), damaged);
      const refused = await place.report("run-damaged.wandb", ...WORDS);
      expect([refused.code, refused.logs[0]?.state]).toEqual([3, "refused"]);
      expect(refused.logs[0]?.reason).toMatch(/checksum does not fit \(at byte \d+\)/);
    });
  },
);

/** A stand-in for wandb, whose cloud cannot be reached from a test: the parts of its API that the export uses. */
const CLOUD = `
class Run:
    id, entity, project, name, group, job_type = "abc", "lab", "advice", "nice", None, "rl"
    tags, state, created_at = ["arm=principles"], "finished", "2026-02-03T04:05:06Z"
    config = {"holdfast": {"arm": "principles", "stage": "rl", "seed": 9}, "when": complex(1, 2)}
    rawconfig = {"_wandb": {"m": [{"1": "train/step", "6": [3]}, {"2": "eval/*", "5": 1, "6": [1]}]}}
    class summary:
        _json_dict = {"harm": 4, "media": {"_type": "image"}}
    def scan_history(self):
        yield {"_step": 0, "train/step": 100, "loss": float("nan"), "image": {"_type": "image"}, "none": None}
        yield {"_step": 1, "eval/blackmail": 0.5, "text": "x"}
class Broken(Run):
    id = "broken"
    def scan_history(self):
        raise ValueError("429 too many requests")
class Api:
    def runs(self, path, filters=None):
        assert path == "lab/advice" and filters == {"group": "g"}, (path, filters)
        return [Broken(), Run()]
`;

describe.skipIf(PLAIN.program === null)(`holdfast.export_wandb (${PLAIN.name})`, () => {
  it("fetches the runs of a project whole, and what cannot be fetched costs no other run", async () => {
    const place = await importInto();
    try {
      place.write("cloud/wandb.py", CLOUD);
      const main = `import sys; sys.path.insert(0, "cloud"); from holdfast.export_wandb import main; print("EXIT", main(["lab/advice", "exported", "--filter", '{"group": "g"}']))`;
      const first = await programOk(PLAIN.program ?? "", ["-c", main], { cwd: place.folder });
      expect(first.stdout).toContain("abc nice: 2 rows");
      expect(first.stdout).toContain("EXIT 1");
      expect(first.stderr).toContain("broken nice: not exported: 429 too many requests");
      expect((await programOk(PLAIN.program ?? "", ["-c", main], { cwd: place.folder })).stdout).toContain(
        "abc nice: there already",
      );
      const found = await place.report("exported", ...WORDS);
      expect(found.logs.map(({ file, state, run }) => [file, state, run])).toEqual([
        ["exported/abc.wandb.jsonl", "recorded", "principles/9/0"],
      ]);
      expect(await recorded(place, "principles/9/0")).toEqual({
        "blackmail@1 score 100": 0.5,
        "harm@2 rating end": 4,
      });
    } finally {
      await place.close();
    }
  });
});
