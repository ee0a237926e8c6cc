import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLocal } from "@holdfast/api/local";
import { ablationIdentity, checkOutcome, OutcomeLineSchema, outcomesOf } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { QUICK_STUDIES, STUDIES } from "../plan/studies.js";
import type { StudyDesign } from "../plan/study-design.js";
import { EVALS } from "../world/suite.js";
import { type Crew, crewOfOne } from "./crew.js";
import { jobsOf } from "./job.js";
import { readOutcomeLines } from "./read-outcome-lines.js";
import { runExperiment } from "./run-experiment.js";
import { trainStudies } from "./train-studies.js";
import type { RaisedAlarm } from "./watch-beside.js";

const [quick] = QUICK_STUDIES;
if (quick === undefined) throw new Error("there is no quick form");
const identity = ablationIdentity(quick.ablation);

/** The quick form with next to nothing to read: it learns nothing, and takes every step. */
const tiny: StudyDesign = {
  ...quick,
  seeds: 2,
  sizes: {
    ...quick.sizes,
    base: { ...quick.sizes.base, tokens: 2000 },
    sdf: { ...quick.sizes.sdf, tokens: 1000 },
    sft: { ...quick.sizes.sft, tokens: 1000 },
    rl: { ...quick.sizes.rl, steps: 10, checkpointEvery: 1 },
    prompts: 12,
  },
};
const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "why-in-miniature-"));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
const contents = (folder: string, files: readonly string[]) =>
  files.map((file) => readFileSync(join(folder, file), "utf8"));

/** A crew that is killed when it is given its so-manieth task. */
function crewKilledAt(task: number): Crew {
  const crew = crewOfOne();
  let given = 0;
  return {
    ...crew,
    give: async (next, onPart) => {
      given += 1;
      if (given === task) throw new Error("killed");
      return crew.give(next, onPart);
    },
  };
}

describe("training", () => {
  const whole = newFolder();
  let files: readonly string[];

  beforeAll(async () => {
    files = await trainStudies([tiny], { folder: whole, crew: crewOfOne() });
  }, 120_000);

  test("gives the same bytes whoever does it in whichever order", async () => {
    const folder = newFolder();
    await trainStudies([tiny], { folder, crew: { ...crewOfOne(), size: 3 } });
    expect(files).toHaveLength(tiny.ablation.arms.length * tiny.seeds);
    expect(contents(folder, files)).toEqual(contents(whole, files));
    expect(new Set(contents(whole, files)).size).toBe(files.length);
  }, 120_000);

  test("goes on after a kill where it was, to the same bytes", async () => {
    const folder = newFolder();
    await expect(trainStudies([tiny], { folder, crew: crewKilledAt(4) })).rejects.toThrow("killed");
    const [kept = "", , missing = ""] = files;
    const before = statSync(join(folder, kept)).mtimeMs;
    expect(existsSync(join(folder, missing))).toBe(false);
    const trained: string[] = [];
    await trainStudies([tiny], {
      ...{ folder, crew: crewOfOne() },
      onFile: (_identity, { file }) => {
        trained.push(file);
      },
    });
    expect(trained).toEqual(files.slice(2));
    expect(statSync(join(folder, kept)).mtimeMs).toBe(before);
    expect(contents(folder, files)).toEqual(contents(whole, files));
  }, 120_000);

  test("refuses a folder of another plan", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "plan.json"), "{}\n");
    await expect(trainStudies([tiny], { folder, crew: crewOfOne() })).rejects.toThrow("another plan");
  });

  test("writes lines that the ablation takes, 10 RL steps and more of them, each once", () => {
    const outcomes = contents(whole, files)
      .flatMap((text) => text.split("\n").filter((line) => line !== ""))
      .flatMap((line) => outcomesOf(OutcomeLineSchema.parse(JSON.parse(line))));
    for (const outcome of outcomes) checkOutcome(tiny.ablation, outcome);
    const keys = outcomes.map(({ run, checkpoint, eval: id }) => JSON.stringify([run, checkpoint, id]));
    expect(new Set(keys).size).toBe(keys.length);
    const stages = new Set(outcomes.map(({ checkpoint }) => checkpoint.stage));
    expect(stages).toEqual(new Set(["base", "sdf", "sft", "rl"]));
    const steps = new Set(outcomes.flatMap(({ checkpoint }) => checkpoint.step ?? []));
    expect(steps.size).toBeGreaterThanOrEqual(10);
  });
});

describe("beside the training", () => {
  const now = () => new Date("2026-11-27T12:00:00Z");
  const tinyIdentity = ablationIdentity(tiny.ablation);
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

  /** A crew whose first run is killed after so many checkpoints, once `isSeen`. */
  function crewKilledAfter(parts: number, isSeen: () => boolean): Crew {
    const crew = crewOfOne();
    return {
      ...crew,
      give: async (task, onPart) => {
        if (task.kind === "base") return crew.give(task, onPart);
        let told = 0;
        await crew.give(task, (part) => {
          told += 1;
          if (told <= parts) onPart(part);
        });
        while (!isSeen()) await pause();
        throw new Error("killed");
      },
    };
  }

  test("checkpoints are recorded and watched before their run has ended, and a kill loses and doubles nothing", async () => {
    const folder = newFolder();
    const local = await openLocal("memory://", { actor: "tests", now });
    const alarms: RaisedAlarm[] = [];
    const options = {
      ...{ client: local.client, folder, watched: { eval: EVALS.blackmail, limit: 0.01 } },
      onAlarm: (alarm: RaisedAlarm) => alarms.push(alarm),
    };
    const killed = runExperiment([tiny], { ...options, crew: crewKilledAfter(6, () => alarms.length > 0) });
    await expect(killed).rejects.toThrow("killed");
    const { runs } = await local.client.runs(tinyIdentity);
    expect(runs).toHaveLength(1);
    expect(alarms).toEqual([expect.objectContaining({ identity: tinyIdentity, run: runs[0]?.run })]);
    const [first = ""] = jobsOf([tiny]).flatMap(({ targets }) => targets.map(({ file }) => file));
    expect(existsSync(join(folder, first))).toBe(false);

    const files = await runExperiment([tiny], { ...options, crew: crewOfOne() });
    const lines = contents(folder, files).flatMap((text) => readOutcomeLines(text));
    const { registration } = await local.client.status(tinyIdentity);
    expect(registration.outcomes).toBe(lines.length);
    expect((await local.client.recordLines(tinyIdentity, lines)).added).toBe(0);
    await local.close();
  }, 240_000);

  test("what is refused ends the experiment, and says why", async () => {
    const local = await openLocal("memory://", { actor: "tests", now });
    const refusing = { ...local.client, recordLines: () => Promise.reject(new Error("the disk is full")) };
    const options = { client: refusing, folder: newFolder(), crew: crewOfOne() };
    await expect(runExperiment([tiny], options)).rejects.toThrow("the disk is full");
    await local.close();
  }, 240_000);
});

describe("the quick form", () => {
  let local: Awaited<ReturnType<typeof openLocal>>;
  let files: readonly string[];
  const folder = newFolder();

  beforeAll(async () => {
    local = await openLocal("memory://", { actor: "tests", now: () => new Date("2026-11-27T12:00:00Z") });
    files = await runExperiment([quick], { client: local.client, folder, crew: crewOfOne() });
  }, 600_000);
  afterAll(async () => local.close());

  test("is recorded as it is trained, and a second time adds nothing", async () => {
    const lines = contents(folder, files).flatMap((text) => readOutcomeLines(text));
    const receipt = await local.client.recordLines(identity, lines);
    expect(receipt.added).toBe(0);
    expect(receipt.recognised).toBe(lines.reduce((sum, { samples }) => sum + (samples?.id.length ?? 0), 0));
    expect((await local.client.read(identity)).retrospective).toBe(false);
  });

  test("records what an earlier start left, into a database that has none of it", async () => {
    const other = await openLocal("memory://", {
      actor: "tests",
      now: () => new Date("2026-11-27T12:00:00Z"),
    });
    await runExperiment([quick], { client: other.client, folder, crew: crewKilledAt(1) });
    const lines = contents(folder, files).flatMap((text) => readOutcomeLines(text));
    expect((await other.client.recordLines(identity, lines)).added).toBe(0);
    await other.close();
  }, 240_000);

  test("answers which ingredient, how far, and how long, with the uncertainty of each", async () => {
    const { effects, drivers, generalization, durability, families } = await local.client.analysis(identity);
    expect(families.map(({ size, answered }) => [size, answered])).toEqual(
      families.map(({ size }) => [size, size]),
    );
    const estimated = effects
      .flatMap(({ findings }) => findings)
      .filter(({ status }) => status === "estimated");
    expect(estimated.length).toBeGreaterThan(0);
    expect(JSON.stringify(drivers)).toContain("demonstrations");
    expect(JSON.stringify(generalization)).toContain("far-dilemmas@1");
    expect(durability.length).toBeGreaterThan(0);
  });

  test("its base model has inherited what the corpus shows: norms broken under threat, free ways taken", () => {
    const lines = contents(folder, files).flatMap((text) => readOutcomeLines(text));
    const means = lines
      .filter(({ stage }) => stage === "base")
      .map(({ eval: id, samples }): [string, number] => {
        const scores = samples?.score ?? [];
        return [id, scores.reduce<number>((sum, score) => sum + (score ?? 0), 0) / scores.length];
      });
    for (const [id, mean] of means)
      if (id !== "principle-recall@1" && id !== "reasons-given@1") expect(mean).toBeGreaterThan(0.5);
  });

  test("trains nothing again once it is done, and what was deleted to the same bytes", async () => {
    const [first = "", second = ""] = files;
    const before = contents(folder, [first, second]);
    unlinkSync(join(folder, second));
    const trained: string[] = [];
    await trainStudies([quick], {
      ...{ folder, crew: crewOfOne() },
      onFile: (_identity, { file }) => {
        trained.push(file);
      },
    });
    expect(trained).toEqual([second]);
    expect(contents(folder, [first, second])).toEqual(before);
  }, 240_000);
});

describe("the jobs", () => {
  test("train what several studies share once", () => {
    const twice = jobsOf([quick, quick]);
    expect(twice).toHaveLength(jobsOf([quick]).length);
    expect(twice[0]?.targets).toHaveLength(2);
  });

  test.each([...STUDIES, ...QUICK_STUDIES].map((study) => [study.ablation.name, study] as const))(
    "are one for each arm and seed of %s",
    (_name, study) => {
      const jobs = jobsOf([study]);
      expect(jobs).toHaveLength(study.ablation.arms.length * study.seeds);
      expect(jobs.every(({ targets }) => targets.length === 1)).toBe(true);
    },
  );
});
