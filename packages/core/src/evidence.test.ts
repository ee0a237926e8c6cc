import { describe, expect, it } from "vitest";
import { type Evidence, type EvidenceOutcome, evidenceFingerprint } from "./evidence.js";

const outcome = (
  run: string,
  score: readonly number[],
  extra: Partial<EvidenceOutcome> = {},
): EvidenceOutcome => ({
  outcomeId: `id-${run}`,
  run,
  arm: "a",
  stage: "sft",
  step: null,
  shared: false,
  tokens: null,
  eval: "e@1",
  metric: "score",
  condition: {},
  judge: "rule",
  status: "complete",
  revision: 1,
  excluded: null,
  evidence: {
    level: "samples",
    epochs: 1,
    score: Float64Array.from(score),
    scored: score.length,
    unscored: 0,
  },
  ...extra,
});
const evidence = (outcomes: readonly EvidenceOutcome[]): Evidence => ({
  runs: [],
  samples: { "e@1": { sample: ["p", "q"], cluster: ["p", "q"], clustersDeclared: true } },
  outcomes,
});

describe("evidenceFingerprint", () => {
  const [first, second] = [outcome("a/0/0", [0, 1]), outcome("a/1/0", [1, Number.NaN])];

  it("ignores ids and the order of arrival", () => {
    const relabelled = [second, { ...first, outcomeId: "other" }];
    expect(evidenceFingerprint(evidence(relabelled))).toBe(evidenceFingerprint(evidence([first, second])));
  });

  it.each([
    ["a score", [outcome("a/0/0", [0, 0]), second]],
    ["an unscored cell", [first, outcome("a/1/0", [1, 1])]],
    ["an exclusion", [{ ...first, excluded: { author: "x", reason: "y" } }, second]],
    ["a judge", [{ ...first, judge: "other" }, second]],
    ["a missing outcome", [first]],
  ])("changes with %s", (_what, outcomes) => {
    expect(evidenceFingerprint(evidence(outcomes))).not.toBe(evidenceFingerprint(evidence([first, second])));
  });
});
