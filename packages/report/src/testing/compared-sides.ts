import type { ComparedSide, ComparisonAnswer, ComparisonRow, Effect, Finding } from "@holdfast/core";
import { threeSeedsAnalysis } from "./three-seeds.js";

const side = (name: string, over: Partial<ComparedSide> = {}): ComparedSide => ({
  ...{ kind: "arm", name, arm: name, stage: "sft", step: null, address: `arm:${name}@sft` },
  ...over,
});

function rowOf({ armLevel, controlLevel, moment, findings, ...effect }: Effect, at: number): ComparisonRow {
  return {
    ...{ eval: effect.eval, metric: effect.metric, condition: effect.condition, judge: effect.judge },
    steps: { a: moment.steps, b: moment.steps },
    levels: { a: armLevel, b: controlLevel },
    pairing: "none",
    shownTarget: effect.shownTarget,
    findings: findings.map((finding) =>
      finding.status === "estimated" ? { ...finding, pAdjusted: null } : finding,
    ),
    qValue: 0.01 * (at + 1),
  };
}

const ROWS = threeSeedsAnalysis.effects
  .filter(({ arm, moment }) => arm === "difficult-advice" && moment.stage === "sft")
  .map(rowOf);

/** Two arms of three runs each after SFT, on what both were scored on. */
export const comparedArms: ComparisonAnswer = {
  ablation: "advice-through-rl@1",
  inputsFingerprint: `sha256:${"0".repeat(64)}`,
  includesExcluded: false,
  sentences: [],
  warnings: [],
  exploratory: true,
  a: side("difficult-advice"),
  b: side("control"),
  rows: ROWS,
};

function ofCheckpoints(finding: Finding): Finding {
  if (finding.status === "not-estimable") return { ...finding, scope: "checkpoint" };
  return {
    ...{ ...finding, scope: "checkpoint", pValue: null, reason: "two checkpoints alone" },
    n: { ...finding.n, runs: 1, controlRuns: 1 },
  };
}

const missing = ({ target, scale, scope, evidenceLevel, clusters }: Finding): Finding => ({
  ...{ status: "not-estimable", reason: "there is no outcome of `control/1/0` at `rl` 200" },
  ...{ target, scale, scope, evidenceLevel, clusters, warnings: [] },
});

/** Two checkpoints with long names: one eval that one of them lacks, one interval without an end, one point. */
export const comparedCheckpoints: ComparisonAnswer = {
  ...comparedArms,
  a: side("difficult-advice", {
    ...{ kind: "run", name: "difficult-advice/unknown:a-very-long-id-of-a-training-job-2026-11-27/0" },
    ...{ stage: "rl", step: 200 },
  }),
  b: side("control", { kind: "run", name: "control/1/0", stage: "rl", step: 200 }),
  rows: ROWS.map((row, at) => {
    const findings = row.findings.map(ofCheckpoints);
    const base = { ...row, qValue: null, findings };
    if (at === 0) return { ...base, levels: { a: row.levels.a, b: null }, findings: findings.map(missing) };
    if (at === 1)
      return {
        ...{ ...base, condition: { goal: "explicit", threat: true, prompt: "a long system prompt by name" } },
        findings: findings.map((finding) =>
          finding.status === "estimated" && finding.interval !== null
            ? { ...finding, interval: { ...finding.interval, lower: null } }
            : finding,
        ),
      };
    return {
      ...base,
      findings: findings.map((finding) =>
        finding.status === "estimated"
          ? { ...finding, interval: null, standardError: null, evidenceLevel: "point" }
          : finding,
      ),
    };
  }),
};
