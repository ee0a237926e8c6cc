import { type DriverAnswer, DriverAnswerSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { driversText } from "./drivers-text.js";

const estimated = (estimate: number, half: number, pValue: number) => ({
  status: "estimated",
  estimate,
  standardError: half / 2,
  df: 8,
  interval: { lower: estimate - half, upper: estimate + half, level: 0.95, unbounded: false },
  pValue,
  reason: null,
});
const number = (
  scale: "difference" | "log-odds",
  method: string,
  quantity: unknown,
  pAdjusted: number | null,
) => ({
  scale,
  target: "prompt-general",
  method,
  quantity,
  pAdjusted,
});
const contrast = (change: object) => ({
  kind: "main-effect",
  factors: ["advice"],
  levels: { from: false, to: true },
  aliasedWith: [],
  notYetApplied: false,
  shownMethod: "pooled",
  shownTarget: "prompt-general",
  reading: null,
  tokenAdjusted: null,
  numbers: [
    number("difference", "pooled", estimated(-0.19, 0.055, 0.0004), 0.0008),
    number("log-odds", "pooled", estimated(-0.9, 0.3, 0.001), 0.002),
  ],
  ...change,
});
const share = [number("difference", "welch", estimated(-0.2, 0.06, 0.001), null)];

const answer: DriverAnswer = DriverAnswerSchema.parse({
  ablation: "advice@1",
  inputsFingerprint: `sha256:${"0".repeat(64)}`,
  includesExcluded: false,
  sentences: ["1 of 2 tested contrasts of single factors stands after Holm within their eval."],
  warnings: [{ code: "token-confounding", message: "tokens may have done it" }],
  drivers: [
    {
      eval: "blackmail@1",
      metric: "score",
      condition: {},
      judge: "rule",
      moment: { stage: "sft", steps: [null] },
      evidenceLevel: "samples",
      prompts: 40,
      clusters: 40,
      design: {
        kind: "fractional-factorial",
        factors: [
          { name: "advice", group: null, levels: [false, true] },
          { name: "tools", group: null, levels: [false, true] },
        ],
        arms: [
          { arm: "control", runs: 3, mean: 0.5, tokens: 0 },
          { arm: "difficult-advice", runs: 3, mean: 0.31, tokens: "unknown" },
        ],
        missing: [],
        reference: null,
        definingRelation: [{ factors: ["advice", "tools"], sign: -1 }],
        resolution: 2,
      },
      contrasts: [
        contrast({ aliasedWith: [{ factors: ["tools"], sign: -1 }] }),
        contrast({
          kind: "interaction",
          factors: ["advice", "tools"],
          levels: null,
          reading: "not-settled",
          numbers: [
            number("difference", "pooled", { status: "not-estimable", reason: "no arm has two runs" }, null),
          ],
        }),
      ],
      attribution: {
        status: "estimated",
        method: "welch",
        total: share,
        shares: [{ factor: "advice", shapley: share, owen: null }],
        interactions: [{ factors: ["advice", "tools"], index: share }],
      },
      tokens: { status: "unknown", reason: "tokens of `difficult-advice` are unknown", factors: [] },
      reason: null,
      warnings: [],
    },
  ],
});
const options = {
  scale: "difference",
  target: undefined,
  columns: 110,
  bold: (text: string) => text,
} as const;

describe("driversText", () => {
  const text = driversText(testAblation, answer, options);
  const rows = text.split("\n").map((line) => line.trim().split(/ {2,}/));

  it("begins with the sentences and heads each place with its design", () => {
    expect(text.startsWith("1 of 2 tested contrasts")).toBe(true);
    expect(text).toContain(
      "blackmail@1, held-out, lower is better: sft (fractional-factorial, resolution 2, 2 arms)",
    );
  });

  it("gives each contrast a row with raw and adjusted p, the method, and what it is not told apart from", () => {
    expect(rows).toContainEqual([
      "advice",
      "-19.0",
      "[-24.5, -13.5]",
      "<0.001",
      "<0.001",
      "pooled",
      "main effect = -tools",
    ]);
    expect(rows).toContainEqual([
      "advice:tools",
      "-",
      "not estimable",
      "-",
      "-",
      "pooled",
      "interaction (not-settled)",
    ]);
    expect(rows).toContainEqual(["advice", "-20.0", "[-26.0, -14.0]", "-", "-", "welch", "share (Shapley)"]);
    expect(text).toContain("Defining relation: I = -advice:tools.");
  });

  it("prints log odds where they are asked for, reasons, and warnings", () => {
    const other = driversText(testAblation, answer, { ...options, scale: "log-odds" });
    expect(other).toMatch(/advice +-0\.9 +\[-1\.2, -0\.6\]/);
    expect(text).toContain("1x no arm has two runs");
    expect(text).toContain("1x token-confounding: tokens may have done it");
  });

  it("has a sentence and no table where nothing was varied", () => {
    const none = { ...answer, sentences: ["No factor was varied."], drivers: [], warnings: [] };
    expect(driversText(testAblation, none, options)).toBe("No factor was varied.");
  });
});
