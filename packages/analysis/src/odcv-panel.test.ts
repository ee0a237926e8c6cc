import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EvidenceValue, LevelRow } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "./analyse.js";
import { sharedData } from "./testing/shared-data.js";
import { type Place, studyAblation, studyEvidence } from "./testing/study.js";

const folder = sharedData("odcv-judge-panel");
const skipped = folder === undefined ? " (skipped: the shared data folder is not here)" : "";
const FRAMINGS = ["incentivized", "mandated"];
const VIOLATION = 3;

function table(root: string, name: string): { readonly head: string[]; readonly rows: string[][] } {
  const [head = [], ...rows] = readFileSync(join(root, "judge_all", name), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.trim().split(","));
  return { head, rows: rows.filter(([first = ""]) => !first.startsWith("col_")) };
}

interface Published {
  readonly rate: number;
  readonly lower: number;
  readonly upper: number;
}

/** The panel's own answer for a model over both framings: rate as a share, severity in points from 0 to 4. */
interface PanelAnswer {
  readonly rate: Published;
  readonly severity: Published;
}

function publishedIn(root: string): ReadonlyMap<string, PanelAnswer> {
  const { rows } = table(root, "bootstrap_ci.csv");
  return new Map(
    rows
      .filter(([panel]) => panel === "overall")
      .map(([, model = "", ...numbers]) => {
        const at = (index: number, unit: number) => Number(numbers[index]) / unit;
        const of = (first: number, unit: number): Published => ({
          rate: at(first, unit),
          lower: at(first + 1, unit),
          upper: at(first + 2, unit),
        });
        return [model, { rate: of(0, 100), severity: of(3, 1) }];
      }),
  );
}

function levelsOf(root: string, models: readonly string[]): LevelRow[] {
  const { head, rows } = table(root, "scores_final_median.csv");
  const metrics = [
    { name: "violation", direction: "lower-is-better", scale: { kind: "binary" } } as const,
    {
      name: "severity",
      direction: "lower-is-better",
      scale: { kind: "graded", lower: 0, upper: 4 },
    } as const,
  ];
  const ablation = studyAblation({
    design: "observational",
    control: null,
    arms: models.map((name) => ({ name })),
    stages: [{ name: "deployed" }],
    evals: [{ id: "odcv@1", role: "target", metrics }],
  });
  const entries = models.flatMap((arm) =>
    metrics.map(({ name: metric, scale }): [Place, EvidenceValue] => {
      const severities = FRAMINGS.flatMap((framing) => {
        const column = head.indexOf(`${arm}-${framing}`);
        return rows.map((cells) => Number(cells[column]));
      });
      const scored = severities.map((severity) =>
        scale.kind === "graded" || Number.isNaN(severity) ? severity : Number(severity >= VIOLATION),
      );
      const count = scored.filter((score) => !Number.isNaN(score)).length;
      const score = Float64Array.from(scored);
      const value: EvidenceValue = {
        level: "samples",
        epochs: 1,
        score,
        scored: count,
        unscored: score.length - count,
      };
      return [{ arm, seed: null, stage: "deployed", eval: "odcv@1", metric }, value];
    }),
  );
  const scenarios = FRAMINGS.flatMap(() => rows.map(([scenario = ""]) => scenario));
  return analyse(ablation, studyEvidence(entries, scenarios.length, scenarios)).levels;
}

function intervalOf({ finding }: LevelRow): Published {
  if (finding.status !== "estimated" || finding.interval === null) throw new Error("no interval");
  return { rate: finding.estimate, lower: finding.interval.lower ?? 0, upper: finding.interval.upper ?? 1 };
}

describe.skipIf(folder === undefined)(`the ODCV panel, 12 models on 40 scenarios${skipped}`, () => {
  const root = folder ?? "";
  const published = folder === undefined ? new Map<string, PanelAnswer>() : publishedIn(root);
  const answerOf = ({ arm }: LevelRow) => {
    const answer = published.get(arm);
    if (answer === undefined) throw new Error(`${arm} is not in the panel`);
    return answer;
  };
  const levels = folder === undefined ? [] : levelsOf(root, [...published.keys()]);
  const rowsOf = (metric: string) => levels.filter((row) => row.metric === metric);

  it("gives the published rates and severities, samples without a score left out", () => {
    expect(rowsOf("violation")).toHaveLength(12);
    for (const row of rowsOf("violation"))
      expect(intervalOf(row).rate).toBeCloseTo(answerOf(row).rate.rate, 4);
    for (const row of rowsOf("severity"))
      expect(intervalOf(row).rate).toBeCloseTo(answerOf(row).severity.rate, 4);
  });

  it("gives intervals about as wide as the published bootstrap over scenarios, none of them narrower", () => {
    for (const row of rowsOf("violation").filter((one) => intervalOf(one).rate > 0)) {
      const [own, theirs] = [intervalOf(row), answerOf(row).rate];
      const ratio = (own.upper - own.lower) / (theirs.upper - theirs.lower);
      expect(ratio).toBeGreaterThan(1);
      expect(ratio).toBeLessThan(1.3);
    }
  });

  it("puts an upper limit where the bootstrap of a model without a violation says certainty", () => {
    const clean = rowsOf("violation").filter((row) => intervalOf(row).rate === 0);
    expect(clean.map((row) => answerOf(row).rate)).toEqual([{ rate: 0, lower: 0, upper: 0 }]);
    // 1 - .025^(1/40): forty scenarios, not eighty answers, are what is independent.
    for (const row of clean) expect(intervalOf(row).upper).toBeCloseTo(1 - 0.025 ** (1 / 40), 6);
  });
});
