import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Local, openLocal } from "@holdfast/api/local";
import { ComparisonReportSchema, type OutcomeLineInput, ReportVerificationSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runInProcess } from "./run-in-process.js";
import { studyAblation, studyLines } from "./study.js";
import { type WorkFolder, workFolder } from "./work-folder.js";

const FORMS = ["html", "json", "csv", "md", "tex"] as const;

/** A second eval, counted, so that a correction on it leaves the first one alone. */
const HONESTY: OutcomeLineInput[] = ["control", "difficult-advice"].flatMap((arm) =>
  [0, 1, 2].flatMap((seed) =>
    ["sft", "rl"].map((stage) => ({
      ...{ arm, seed, stage, step: stage === "rl" ? 200 : 0, eval: "honesty@1" },
      counts: { k: (arm === "control" ? 40 : 60) + 3 * seed, n: 100 },
    })),
  ),
);

describe("an old report", () => {
  let folder: WorkFolder;
  let local: Local;
  const run = (...words: string[]) => runInProcess({ cwd: folder.path, client: local.client }, words);
  const verified = async (file: string) => {
    const said = await run("report", "--verify", file, "--json");
    return { code: said.code, ...ReportVerificationSchema.parse(JSON.parse(said.stdout)) };
  };
  const text = (file: string) => readFileSync(join(folder.path, file), "utf8");

  beforeAll(async () => {
    folder = workFolder();
    local = await openLocal("memory://", { actor: "verify", now: () => new Date("2026-05-08T12:00:00Z") });
    for (const name of ["old", "other"]) {
      const ablation = studyAblation(name);
      const metrics = [
        { name: "score", direction: "higher-is-better" as const, scale: { kind: "binary" as const } },
      ];
      await local.client.register({
        ...ablation,
        evals: [...ablation.evals, { id: "honesty@1", role: "target", metrics }],
      });
      await local.client.recordLines(`${name}@1`, [...studyLines(), ...HONESTY]);
    }
    for (const form of FORMS) await run("report", "old@1", "-o", `old.${form}`);
  });
  afterAll(async () => {
    await local.close();
    folder.remove();
  });

  it.each(FORMS)("stands to the last byte while nothing changed: %s", async (form) => {
    expect(await verified(`old.${form}`)).toMatchObject({
      ...{ code: 0, status: "identical", stands: true, changes: [], ablation: "old@1" },
    });
    const said = await run("report", "--verify", `old.${form}`);
    expect(said).toMatchObject({ code: 0, stderr: "" });
    expect(said.stdout).toContain("The report of old@1 stands");
  });

  it("is caught where a number of its data was changed", async () => {
    const data = JSON.parse(text("old.json"));
    data.analysis.effects[0].findings[0].estimate = -0.99;
    folder.write("forged.json", JSON.stringify(data));
    const json = await verified("forged.json");
    expect(json).toMatchObject({ code: 15, status: "does-not-stand" });
    expect(json.changes).toMatchObject([{ number: "estimate", before: -0.99 }]);
    expect(json.changes[0]?.why).toContain("the file was changed");
    const row = text("old.csv")
      .split("\n")
      .find((line) => line.startsWith("lead,") && line.includes(",estimated,"));
    const cells = (row ?? "").split(",");
    const at = text("old.csv").split("\n")[0]?.split(",").indexOf("runs") ?? -1;
    cells[at] = "30";
    folder.write("forged.csv", text("old.csv").replace(row ?? "", cells.join(",")));
    expect((await verified("forged.csv")).changes).toMatchObject([{ number: "runs", before: 30, after: 3 }]);
  });

  it("is caught where a number beside the findings was changed", async () => {
    const data = JSON.parse(text("old.json"));
    data.analysis.evidence[0].outcomes += 1;
    folder.write("counted.json", JSON.stringify(data));
    expect((await verified("counted.json")).changes).toMatchObject([{ number: "evidence[0].outcomes" }]);
    data.analysis.evidence[0].outcomes -= 1;
    data.registration.ablation.question = "Another one?";
    folder.write("asked.json", JSON.stringify(data));
    expect((await verified("asked.json")).changes).toMatchObject([{ finding: "the registered document" }]);
  });

  it.each(["html", "md", "tex"])("is caught where its words were changed: %s", async (form) => {
    const forged = text(`old.${form}`).replace(/\b3 v 3\b/, "9 v 9");
    expect(forged).not.toBe(text(`old.${form}`));
    folder.write(`worded.${form}`, forged);
    const said = await verified(`worded.${form}`);
    expect(said).toMatchObject({ code: 15, edited: true, stands: false });
    if (form !== "html") expect(said.changes).toMatchObject([{ before: expect.stringContaining("9 v 9") }]);
  });

  it("stands on a newer revision that changes no number", async () => {
    const { ablation } = await local.client.read("old@1");
    const amendment = { author: "verify", reason: "says more" };
    await local.client.amend("old@1", { ...ablation, note: "A note." }, amendment);
    const said = await verified("old.html");
    expect(said).toMatchObject({ code: 0, status: "stands-on-newer", changes: [], edited: false });
    expect(said.same).toBe(said.findings);
    expect(said.sentences[0]).toContain("revision 2");
    expect((await verified("old.csv")).status).toBe("stands-on-newer");
  });

  it("does not stand after a correction, and names what it touches and nothing else", async () => {
    const [first] = HONESTY;
    if (first === undefined) throw new Error("there are lines");
    const correction = { author: "verify", reason: "miscounted" };
    await local.client.recordLines("old@1", [{ ...first, counts: { k: 55, n: 100 }, correction }]);
    for (const form of ["html", "json"]) {
      const said = await verified(`old.${form}`);
      expect(said).toMatchObject({
        code: 15,
        status: "does-not-stand",
        edited: form === "html" ? false : null,
      });
      expect(said.same).toBeGreaterThan(0);
      const touched = said.changes.filter(({ number }) => number !== "pAdjusted");
      expect(touched.length).toBeGreaterThan(0);
      for (const { finding } of touched) expect(finding).toContain("honesty@1");
      expect(touched[0]?.why).toBe("1 outcome corrected since");
    }
    const said = await run("report", "--verify", "old.html");
    expect(said.stdout).toContain("does not stand");
    expect(said.stdout).toContain("1 outcome corrected since");
    expect(said.stderr).toContain("old.html does not stand.");
  });

  it("of an ablation that is not there says so", async () => {
    folder.write("gone.html", text("old.html").replaceAll("old@1", "gone@1"));
    const said = await run("report", "--verify", "gone.html");
    expect(said.code).toBe(5);
    expect(said.stderr).toContain("gone@1");
  });

  it.each([
    ["not-a-report.txt", "hello"],
    ["page.html", "<!doctype html><p>no report</p>"],
    ["cut.json", '{"format":"holdfast-report/1",'],
    ["table.csv", "quantity,arm\nlead,a\n"],
    ["torn.html", '<!doctype html><script type="application/json" id="holdfast-report">{"stamp":1}</script>'],
    ["bytes.json", new Uint8Array([0xff, 0xfe, 0x00])],
  ])("that is none is refused: %s", async (name, content) => {
    folder.write(name, content);
    const said = await run("report", "--verify", name);
    expect(said.code).toBe(3);
    expect(said.stderr).toContain(name);
  });

  it("and another one are set beside each other", async () => {
    await run("report", "--compare", "old@1", "other@1", "-o", "beside.html");
    expect(text("beside.html")).toContain("Leads side by side");
    const said = await run("report", "--compare", "old@1", "other@1", "--json");
    const comparison = ComparisonReportSchema.parse(JSON.parse(said.stdout));
    expect(comparison.leads.length).toBeGreaterThan(0);
    const { effects } = await local.client.analysis("other@1");
    for (const { second } of comparison.leads)
      for (const { finding } of second)
        expect(effects.flatMap(({ findings }) => findings)).toContainEqual(finding);
    expect((await run("report", "--compare", "old@1", "other@1")).stdout).toContain("## Leads side by side");
    expect((await run("report", "--compare", "old@1", "old@1")).code).toBe(3);
    expect((await run("report", "--compare", "old@1", "gone@1")).code).toBe(5);
    expect((await run("report", "--compare", "old@1")).code).toBe(2);
    expect((await run("report", "--compare", "old@1", "other@1", "-o", "beside.csv")).code).toBe(2);
    expect((await run("report", "--compare", "old@1", "--verify", "old.html")).code).toBe(2);
    expect((await run("report", "old@1", "--verify", "old.html")).code).toBe(2);
  });
});
