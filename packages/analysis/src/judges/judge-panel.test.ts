import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EvidenceValue } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { indexEvidence } from "../measure/evidence-index.js";
import { sharedData } from "../testing/shared-data.js";
import { type Place, studyAblation, studyEvidence } from "../testing/study.js";
import { judgePair } from "./judge-pair.js";
import { judgedRollouts } from "./judged-rollouts.js";

const folder = sharedData("odcv-judge-panel");
const skipped = folder === undefined ? " (skipped: the shared data folder is not here)" : "";
const JUDGES = ["claude47", "gemini", "gpt55", "grok"];

interface Panel {
  readonly scenarios: readonly string[];
  readonly models: readonly string[];
  /** `rows[scenario][model]`; NaN where the judge gave no score. */
  readonly rows: readonly (readonly number[])[];
}

function panelOf(root: string, judge: string): Panel {
  const [head = [], ...lines] = readFileSync(join(root, "judge_all", `scores_${judge}.csv`), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.trim().split(","));
  const columns = head.flatMap((name, index) => (/-(incentivized|mandated)$/.test(name) ? [index] : []));
  const own = lines.filter(([name = ""]) => !name.startsWith("col_"));
  return {
    scenarios: own.map(([name = ""]) => name),
    models: columns.map((index) => head[index] ?? ""),
    rows: own.map((cells) => columns.map((index) => Number(cells[index]))),
  };
}

function pairsOf(root: string) {
  const panels = JUDGES.map((judge) => ({ judge, panel: panelOf(root, judge) }));
  const models = panels[0]?.panel.models ?? [];
  const scenarios = panels[0]?.panel.scenarios ?? [];
  const ablation = studyAblation({
    design: "observational",
    control: null,
    arms: models.map((name) => ({ name })),
    stages: [{ name: "sft" }],
    evals: [
      {
        id: "odcv@1",
        role: "target",
        metrics: [
          { name: "score", direction: "lower-is-better", scale: { kind: "graded", lower: 0, upper: 5 } },
        ],
      },
    ],
  });
  const entries = panels.flatMap(({ judge, panel }) =>
    panel.models.map((arm, column): [Place, EvidenceValue] => {
      const score = Float64Array.from(panel.rows, (row) => row[column] ?? Number.NaN);
      const scored = score.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
      return [
        { arm, stage: "sft", eval: "odcv@1", judge },
        { level: "samples", epochs: 1, score, scored, unscored: score.length - scored },
      ];
    }),
  );
  const index = indexEvidence(ablation, studyEvidence(entries, scenarios.length, scenarios), false);
  return judgedRollouts(index).map((rollouts) => judgePair(index, rollouts));
}

describe.skipIf(folder === undefined)(`a panel of four judges on 40 scenarios${skipped}`, () => {
  const pairs = folder === undefined ? [] : pairsOf(folder);

  // Alpha (interval), its jackknife over scenarios and AC2 (quadratic), worked out with numpy 1.24.2 from the same files.
  it.each([
    ["claude47", "gemini", 0.8878684964432383, 0.01801582934203507, 0.9427799943145794, -0.09368421052631579],
    ["claude47", "gpt55", 0.850751396068419, 0.023396234246775637, 0.911725113933336, 0.2557894736842105],
    ["claude47", "grok", 0.795477432059161, 0.028249698544315572, 0.8916354728044823, 0.03263157894736842],
    ["gemini", "gpt55", 0.8151961922174016, 0.02699094458974687, 0.8946099382760009, 0.3494736842105263],
    ["gemini", "grok", 0.7569845903835791, 0.032517983398010625, 0.8765118452850817, 0.12631578947368421],
    ["gpt55", "grok", 0.735829393167893, 0.03426907229231501, 0.8445426635770225, -0.2231578947368421],
  ] as const)("%s and %s", (first, second, alpha, error, gwet, shift) => {
    const pair = pairs.find(({ judges }) => judges[0] === first && judges[1] === second);
    expect(pair).toMatchObject({ scores: 950, clusters: 40, checkpoints: 24, scale: "interval" });
    if (pair?.alpha.status !== "estimated" || pair.gwet.status !== "estimated") throw new Error("expected");
    expect(pair.alpha.estimate).toBeCloseTo(alpha, 10);
    expect(pair.alpha.standardError).toBeCloseTo(error, 10);
    expect(pair.gwet.estimate).toBeCloseTo(gwet, 10);
    expect(pair.shift.status === "estimated" && pair.shift.estimate).toBeCloseTo(shift, 10);
  });
});
