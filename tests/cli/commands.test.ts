import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  AblationListSchema,
  AblationSchema,
  AblationStatusSchema,
  ComparisonAnswerSchema,
  DurabilityAnswerSchema,
  EffectAnswerSchema,
  EffectGroupsSchema,
  ExclusionSchema,
  HealthSchema,
  MetricPageSchema,
  MetricSeriesPageSchema,
  PowerCurveAnswerSchema,
  ReceiptSchema,
  RegisteredSchema,
  RegistrationSchema,
  RestoredSchema,
  RunPageSchema,
  SampleDifferenceAnswerSchema,
} from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { DATABASES } from "./databases.js";
import { type Finished, holdfast, holdfastOk } from "./run-holdfast.js";
import { ndjson, studyAblation, studyLines, uniqueName } from "./study.js";
import { type WorkFolder, workFolder } from "./work-folder.js";

/** The documents on stdout, one a line: each must parse, and nothing else may be there. */
function documents<S extends z.ZodType>(schema: S, stdout: string): z.output<S>[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => schema.parse(JSON.parse(line)));
}

describe.each(DATABASES)("the commands on $name", ({ in: place }) => {
  describe.skipIf(place === null)("with an ablation of its own", () => {
    const name = uniqueName("commands");
    const identity = `${name}@1`;
    let folder: WorkFolder;
    let db: string;
    const run = (...words: string[]) => holdfastOk([...words, "--db", db], { cwd: folder.path });
    const json = async <S extends z.ZodType>(schema: S, ...words: string[]) =>
      documents(schema, await run(...words, "--json"));

    beforeAll(() => {
      folder = workFolder();
      db = place?.(folder.path) ?? "";
      folder.write("study.json", JSON.stringify(studyAblation(name)));
      folder.write("outcomes.ndjson", ndjson(studyLines()));
    });
    afterAll(async () => {
      await holdfast(["delete", identity, "--yes", "--db", db], { cwd: folder.path });
      folder.remove();
    });

    it("registers, and says so when it is registered already", async () => {
      const [registered] = await json(RegisteredSchema, "register", "study.json");
      expect(registered).toMatchObject({ created: true, registration: { identity, retrospective: false } });
      const [again] = await json(RegisteredSchema, "register", "study.json");
      expect(again?.created).toBe(false);
      expect(await run("register", "study.json")).toBe(
        `${identity} is registered already with this content\n`,
      );
    });

    it("records from a file and from stdin, once", async () => {
      const [receipt] = await json(ReceiptSchema, "record", "outcomes.ndjson", "--ablation", identity);
      expect(receipt).toEqual({ outcomes: 12, added: 720, recognised: 0, corrected: 0 });
      const stdout = await holdfastOk(["record", "-", "-a", identity, "--db", db, "--json"], {
        cwd: folder.path,
        stdin: ndjson(studyLines().reverse()),
      });
      expect(documents(ReceiptSchema, stdout)).toEqual([
        { outcomes: 12, added: 0, recognised: 720, corrected: 0 },
      ]);
    });

    it("shows the runs, and which training metrics they have", async () => {
      const [page] = await json(RunPageSchema, "runs", identity, "--arm", "control");
      expect(page?.runs.map(({ arm, outcomes }) => [arm, outcomes])).toEqual([
        ["control", 2],
        ["control", 2],
        ["control", 2],
      ]);
      expect(await run("runs", identity)).toContain("checkpoints");
      expect(await json(MetricSeriesPageSchema, "metrics", identity)).toEqual([{ series: [], next: null }]);
      expect(await json(MetricPageSchema, "metrics", identity, "--key", "loss")).toEqual([
        { metrics: [], next: null },
      ]);
      expect(await run("metrics", identity)).toBe("No training metric is recorded there.\n");
    });

    it("lists, and shows the status", async () => {
      const [list] = await json(AblationListSchema, "list");
      expect(list?.ablations.find((ablation) => ablation.identity === identity)).toMatchObject({
        runs: 6,
        outcomes: 12,
      });
      const [status] = await json(AblationStatusSchema, "status", identity);
      expect(status).toMatchObject({ expected: 12, present: 12, missing: 0 });
      expect(await run("status", name)).toContain("12 of 12 planned places");
    });

    it("answers with effects: as a document, a table, groups and CSV", async () => {
      const [answer] = await json(EffectAnswerSchema, "effects", identity);
      expect(answer?.effects.map((effect) => effect.arm)).toContain("difficult-advice");
      const table = await run("effects", identity);
      expect(table).toMatch(/^(?:\d+ of \d+ registered|Of \d+ registered leads, \d+) .*stands? after Holm/);
      expect(table).toContain("blackmail@1, held-out, lower is better");
      expect(
        Math.max(...(table.split("\n\nLeads")[0] ?? "").split("\n").map((line) => line.length)),
      ).toBeLessThanOrEqual(100);
      const [groups] = await json(EffectGroupsSchema, "effects", identity, "--group-by", "advice,role");
      expect(groups?.groupBy).toEqual(["advice", "role"]);
      expect(groups?.groups.length).toBeGreaterThan(0);
      const csv = await run("effects", identity, "--csv");
      expect(csv.split("\n")[0]?.split(",")).toContain("estimate");
      expect((await run("effects", identity, "--csv", "--group-by", "advice")).split("\n")[0]).toContain(
        "advice",
      );
    });

    it("answers with durability", async () => {
      const [answer] = await json(DurabilityAnswerSchema, "durability", identity);
      expect(answer?.durability.map(({ arm, from, to }) => [arm, from.stage, to.stage])).toEqual([
        ["difficult-advice", "sft", "rl"],
      ]);
      expect(await run("durability", identity)).toContain("1 lead followed over time");
    });

    it("plans: what designs around the registered one would resolve", async () => {
      const [answer] = await json(PowerCurveAnswerSchema, "power", identity, "--curve");
      const id = answer?.curve.eval ?? "";
      expect(answer?.ablation).toBe(identity);
      expect(await run("power", identity, "--curve", "--eval", id)).toContain(`${id}, over runs an arm`);
      const words = ["power", identity, "--eval", id, "--db", db];
      expect((await holdfast(words, { cwd: folder.path })).stderr).toContain("Add --curve");
      const aimed = ["power", identity, "--curve", "--target", "suite-fixed", "--db", db];
      expect((await holdfast(aimed, { cwd: folder.path })).stderr).toContain("Leave --target out");
    });

    it("writes the report in both formats, byte for byte the same each time", async () => {
      for (const file of ["report.html", "report.md"]) {
        await run("report", identity, "-o", file);
        const first = readFileSync(join(folder.path, file), "utf8");
        expect(first).toContain("Difficult advice");
        const [registration] = await json(RegistrationSchema, "report", identity, "-o", file);
        expect(registration?.identity).toBe(identity);
        expect(readFileSync(join(folder.path, file), "utf8")).toBe(first);
      }
    });

    it("sets a run aside and takes it back", async () => {
      const before = await json(EffectAnswerSchema, "effects", identity);
      const words = ["exclude", identity, "--run", "control/2/0"];
      const [exclusion] = await json(ExclusionSchema, ...words, "--author", "tester", "--reason", "diverged");
      expect(exclusion).toMatchObject({ what: { kind: "run", run: "control/2/0" }, reason: "diverged" });
      expect(await json(EffectAnswerSchema, "effects", identity)).not.toEqual(before);
      const [withExcluded] = await json(EffectAnswerSchema, "effects", identity, "--with-excluded");
      expect(withExcluded?.includesExcluded).toBe(true);
      await json(RegistrationSchema, ...words, "--undo");
      expect(await json(EffectAnswerSchema, "effects", identity)).toEqual(before);
    });

    it("compares two sides, and shows the prompts on which they differ", async () => {
      const sides = ["arm:difficult-advice@sft", "arm:control@sft", identity];
      const [compared] = await json(ComparisonAnswerSchema, "compare", ...sides);
      const [effects] = await json(EffectAnswerSchema, "effects", identity);
      const lead = effects?.effects.find(
        ({ moment, metric }) => moment.stage === "sft" && metric === "score",
      );
      expect(compared?.rows.map(({ levels }) => levels)).toEqual([
        { a: lead?.armLevel, b: lead?.controlLevel },
      ]);
      expect(await run("compare", ...sides)).toContain("exploratory");
      const words = ["samples", identity, "--arm", "difficult-advice", "--stage", "sft", "--limit", "3"];
      const [differences] = await json(SampleDifferenceAnswerSchema, ...words);
      expect(differences).toMatchObject({ control: "control", prompts: 60, samples: { length: 3 } });
      expect(await run(...words)).toContain(differences?.samples[0]?.sample ?? "nothing");
      const refused = await holdfast(["compare", "two words", "control", identity, "--db", db], {
        cwd: folder.path,
      });
      expect(refused.stderr).toContain("arm:NAME@STAGE");
    });

    it("amends, with author and reason", async () => {
      folder.write(
        "amended.json",
        JSON.stringify({ ...studyAblation(name), title: "Difficult advice, again" }),
      );
      const drift = await holdfast(["register", "amended.json", "--db", db], { cwd: folder.path });
      expect(drift.stderr).toContain("title: ");
      const words = ["amend", "amended.json", "--author", "tester", "--reason", "a better title"];
      const [registration] = await json(RegistrationSchema, ...words);
      expect(registration).toMatchObject({ revision: 2, ablation: { title: "Difficult advice, again" } });
      expect(registration?.revisions.at(-1)).toMatchObject({
        author: "tester",
        reason: "a better title",
        known: "analysed",
      });
    });

    it("exports, deletes and restores the same", async () => {
      const archive = await run("export", identity);
      const [registration] = await json(RegistrationSchema, "export", identity, "-o", "archive.ndjson");
      expect(registration?.identity).toBe(identity);
      expect(readFileSync(join(folder.path, "archive.ndjson"), "utf8") === archive, "one archive").toBe(true);
      const [effects] = await json(EffectAnswerSchema, "effects", identity);
      const [deleted] = await json(RegistrationSchema, "delete", identity, "--yes");
      expect(deleted?.identity).toBe(identity);
      expect((await holdfast(["status", identity, "--db", db], { cwd: folder.path })).code).toBe(5);
      const [restored] = await json(RestoredSchema, "restore", "archive.ndjson");
      expect(restored).toMatchObject({ identity, receipt: { added: 720, recognised: 0 } });
      expect(
        (await run("export", identity)) === archive,
        "the archive of what was restored is the same",
      ).toBe(true);
      const [again] = await json(EffectAnswerSchema, "effects", identity);
      expect(again?.effects).toEqual(effects?.effects);
    });

    it("archives, and puts back", async () => {
      const [archived] = await json(RegistrationSchema, "archive", identity);
      expect(archived?.archived).toBe(true);
      const [list] = await json(AblationListSchema, "list");
      expect(list?.ablations.map((ablation) => ablation.identity)).not.toContain(identity);
      await json(RegistrationSchema, "archive", identity, "--undo");
    });

    it("tells the health of database and installation", async () => {
      for (const command of ["migrate", "doctor"]) {
        const [health] = await json(HealthSchema, command);
        expect(health?.migrations.applied).toBe(health?.migrations.known);
      }
      expect(await run("doctor")).toContain("migrations are applied, good");
    });
  });
});

describe("a first hour", () => {
  let folder: WorkFolder;
  const run = (...words: string[]): Promise<Finished> => holdfast(words, { cwd: folder.path });
  beforeAll(() => {
    folder = workFolder();
  });
  afterAll(() => folder.remove());

  it("goes from init to a status, the database named in the output", async () => {
    const [ablation] = documents(AblationSchema, (await run("init", "--json")).stdout);
    expect(ablation?.name).toBe("my-ablation");
    const registered = await run("register", "ablation.ts");
    expect(registered.stdout).toMatch(/^registered my-ablation@1, fingerprint [0-9a-f]{12}\n$/);
    expect(registered.stderr).toContain(
      "database: .holdfast/db (embedded; --db or HOLDFAST_DB names another)",
    );
    expect((await run("status")).stdout).toContain("0 of 48 planned places");
    expect((await run("effects")).stdout).toContain("0 of 12 registered comparisons stand after Holm");
  });

  it("writes over nothing", async () => {
    const { code, stderr } = await run("init");
    expect([code, stderr]).toEqual([6, expect.stringContaining("ablation.ts: the file is there already.")]);
  });

  it("keeps stdout to the answer, and stderr silent when asked", async () => {
    const { stdout, stderr } = await run("list", "--quiet");
    expect(stderr).toBe("");
    expect(stdout).toContain("my-ablation@1");
    expect(stdout).not.toContain("\u001b[");
  });
});
