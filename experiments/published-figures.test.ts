import { join } from "node:path";
import type { OutcomeLineInput } from "@holdfast/core";
import { describe, expect, test } from "vitest";
import { agenticMisalignment2025 } from "./agentic-misalignment-2025/agentic-misalignment-2025.js";
import { alignmentPretraining } from "./alignment-pretraining/alignment-pretraining.js";
import { readCsv } from "./real-data/read-csv.js";
import { sharedData } from "./real-data/shared-data.js";
import { teachingClaudeWhy } from "./teaching-claude-why/teaching-claude-why.js";
import { tulu3SftMix } from "./tulu3-sft-mix/tulu3-sft-mix.js";

/** Tests against one folder of real data; where it is absent the reason stands in the name of the skipped test. */
function against(folder: string, about: (path: string) => void): void {
  const data = sharedData(folder, process.env);
  if (data.present) describe(`restated from ${folder}`, () => about(data.path));
  else test.skip(`restated from ${folder} (skipped: ${data.reason})`, () => {});
}

const linesOf = (experiment: { readonly lines: Readonly<Record<string, readonly OutcomeLineInput[]>> }) =>
  Object.values(experiment.lines).flat();

const close = (value: number | undefined, expected: string | undefined) =>
  expect(value).toBeCloseTo(Number(expected), 9);

against("tice-alignment-pretraining", (path) => {
  const arms: Record<string, string> = {
    "unfiltered+synthetic_misalignment": "unfiltered+misaligned",
    "filtered+synthetic_alignment": "filtered+aligned",
  };
  const stages: Record<string, string> = { base_midtrained: "base" };
  const prompts: Record<string, string> = { base_prompt: "base", helpful_ai: "helpful-ai" };
  const of = (names: Record<string, string>, name = "") => names[name] ?? name;
  const lines = linesOf(alignmentPretraining);

  test("every rate and standard error, and no other", () => {
    const rows = readCsv(join(path, "misalignment_by_stage.csv"));
    expect(lines.filter((line) => line.summary !== undefined)).toHaveLength(rows.length);
    for (const row of rows) {
      const line = lines.find(
        (candidate) =>
          candidate.arm === of(arms, row.arm) &&
          candidate.stage === of(stages, row.stage) &&
          candidate.eval === `${row.eval_split}@2026.01` &&
          candidate.condition?.systemPrompt === of(prompts, row.system_prompt),
      );
      close(line?.summary?.mean, row.misalignment_rate);
      close(line?.summary?.standardError, row.std_error);
    }
  });

  test("every capability, and no other", () => {
    const rows = readCsv(join(path, "capabilities_dpo.csv"));
    for (const { arm, stage, ...scores } of rows) {
      for (const [name, score] of Object.entries(scores)) {
        const line = lines.find(
          (candidate) =>
            candidate.arm === of(arms, arm) &&
            candidate.stage === stage &&
            candidate.eval === `${name.replace("_", "-")}@2026.01`,
        );
        close(line?.point, score);
      }
    }
    expect(lines.filter((line) => line.point !== undefined)).toHaveLength(rows.length * 7);
  });

  test("tokens of the synthetic documents", () => {
    const [ablation] = alignmentPretraining.ablations;
    for (const row of readCsv(join(path, "arms.csv"))) {
      const arm = ablation?.arms.find((candidate) => candidate.name === of(arms, row.arm));
      const synthetic = arm?.mixes.base?.components.find((component) => component.kind === "stories");
      expect(synthetic?.tokens).toBe(row.synthetic_tokens === "" ? undefined : Number(row.synthetic_tokens));
    }
  });
});

against("tulu3-ablations", (path) => {
  const lines = linesOf(tulu3SftMix);
  const armOf = (name = "") => (name === "full mix" ? "all" : name.toLowerCase().replace(" ", "-"));
  const pointOf = (arm: string | undefined, name: string) =>
    lines.find((line) => line.arm === armOf(arm) && line.eval === `${name.replaceAll("_", "-")}@2024.11`)
      ?.point;
  const inPercent = (value: number | undefined) => (value === undefined ? undefined : value * 100);

  test("tables 10 and 32, and nothing else", () => {
    const table10 = readCsv(join(path, "table10_8b_sft.csv"));
    for (const { arm, stage: _stage, ...scores } of table10) {
      for (const [name, score] of Object.entries(scores))
        close(inPercent(pointOf(arm, name === "avg" ? "average-12" : name)), score);
    }
    const table32 = readCsv(join(path, "table32_dev_vs_unseen.csv"));
    for (const { arm, ...scores } of table32) {
      for (const [name, score] of Object.entries(scores)) {
        close(
          inPercent(pointOf(arm, name.replace("dev_avg", "development_average").replace("avg", "average"))),
          score,
        );
      }
    }
    expect(lines).toHaveLength(table10.length * 13 + table32.length * 4);
  });
});

against("agentic-misalignment-2025", (path) => {
  const lines = linesOf(agenticMisalignment2025);
  const [ablation] = agenticMisalignment2025.ablations;
  const armOf = (title: string | undefined) => ablation?.arms.find((arm) => arm.title === title)?.name;
  const countOf = (
    arm: string | undefined,
    evalName: string | undefined,
    condition: Record<string, string>,
  ) =>
    lines.find(
      (line) =>
        line.arm === armOf(arm) &&
        line.eval === `${evalName}@2025.06` &&
        Object.keys(line.condition ?? {}).length === Object.keys(condition).length &&
        Object.entries(condition).every(([name, value]) => line.condition?.[name] === value),
    )?.counts;

  test("table A1: blackmail with an explicit goal", () => {
    const rows = readCsv(join(path, "tableA1_explicit_goal_blackmail.csv"));
    expect(rows).toHaveLength(36);
    for (const row of rows) {
      expect(countOf(row.model, "blackmail", { goal: "explicit", threat: row.urgency ?? "" })).toEqual({
        k: Number(row.blackmail_k),
        n: Number(row.n),
      });
    }
  });

  test("every other cell that has its own hundred runs", () => {
    const rows = readCsv(join(path, "other_cells.csv"));
    const special: Record<string, Record<string, string>> = {
      "replacement, agent name Alex removed": { threat: "replacement", agentName: "removed" },
      "replacement, one paragraph added": { threat: "replacement", prompt: "paragraph added" },
    };
    const cells = rows.filter((row) => row.n === "100" && !row.model?.startsWith("all"));
    for (const row of cells) {
      const condition = {
        goal: row.goal ?? "",
        ...(special[row.urgency ?? ""] ?? { threat: row.urgency ?? "" }),
      };
      expect(countOf(row.model, row.scenario, condition)).toEqual({ k: Number(row.rate_pct), n: 100 });
    }
    const counted = lines.filter((line) => line.counts !== undefined);
    expect(counted).toHaveLength(36 + cells.length + 2 * 18);
    const controls = counted.filter(
      (line) => line.condition?.goal === "none" && line.condition.threat === "none",
    );
    expect(controls).toHaveLength(36);
    expect(
      controls.filter((line) => line.counts?.k !== 0).map((line) => [line.arm, line.eval, line.counts]),
    ).toEqual([["llama-4-maverick", "espionage@2025.06", { k: 1, n: 100 }]]);
  });
});

against("tcw-published", (path) => {
  const rows = readCsv(join(path, "arms_results.csv"));

  test("every rate of the seed story that was published as a number, and no other", () => {
    const story = ["honeypot_sft", "difficult_advice", "constitution_sdf"];
    const published = rows
      .filter((row) => story.includes(row.experiment ?? "") && row.value_pct !== "")
      .map((row) => Number(row.value_pct));
    // The full pipeline of difficult advice stands in two ablations; the baseline of the suite is a comparator.
    const recorded = linesOf(teachingClaudeWhy).map((line) => (line.point ?? Number.NaN) * 100);
    expect(recorded.map(Math.round).sort((a, b) => a - b)).toEqual(
      [...published, 1, 60].sort((a, b) => a - b),
    );
  });

  test("tokens of the arms", () => {
    const [honeypots] = teachingClaudeWhy.ablations;
    const tokens = honeypots?.arms.map((arm) => arm.mixes.sft?.components[0]?.tokens);
    expect(tokens).toEqual([undefined, 30_000_000, "unknown", 29_000_000, 85_000_000, 3_000_000]);
    for (const amount of [30_000_000, 29_000_000, 85_000_000, 3_000_000])
      expect(rows.map((row) => Number(row.data_tokens))).toContain(amount);
  });

  test("the models at zero, and the one that is not quite", () => {
    const zeros = linesOf(agenticMisalignment2025).filter((line) => line.point === 0);
    const row = rows.find(
      (candidate) => candidate.experiment === "production" && candidate.value_pct === "0",
    );
    expect(row?.arm?.split(", ")).toHaveLength(zeros.length);
    expect(linesOf(agenticMisalignment2025).some((line) => line.arm === "claude-sonnet-4.5")).toBe(false);
  });
});
