import { type EfficiencyAnswer, EfficiencyAnswerSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { efficiencyText } from "./efficiency-text.js";

const estimated = (estimate: number, half: number | null) => ({
  status: "estimated",
  estimate,
  standardError: half === null ? null : half / 2,
  df: half === null ? null : 6,
  interval:
    half === null ? null : { lower: estimate - half, upper: estimate + half, level: 0.95, unbounded: false },
  pValue: half === null ? null : 0.002,
  reason: half === null ? "a value alone has no uncertainty that could be stated" : null,
});
const refused = (reason: string) => ({ status: "not-estimable", reason });
const ratio = (point: number, lower: number, upper: number | null) => ({
  status: "estimated",
  point,
  set: { kind: upper === null ? "half-line" : "interval", lower, upper, level: 0.95 },
  g: null,
  df: null,
  reason: null,
});
const arm = (name: string, extraTokens: number | null, perMillion: unknown) => ({
  arm: name,
  control: "control",
  tokens: extraTokens ?? "unknown",
  controlTokens: 0,
  extraTokens,
  shownTarget: "prompt-general",
  numbers: [{ target: "prompt-general", lead: estimated(-0.21, 0.06), perMillion }],
});

const answer: EfficiencyAnswer = EfficiencyAnswerSchema.parse({
  ablation: "advice@1",
  inputsFingerprint: `sha256:${"0".repeat(64)}`,
  includesExcluded: false,
  sentences: ["Effects per token are given in 1 of 1 places."],
  warnings: [],
  efficiency: [
    {
      eval: "blackmail@1",
      metric: "score",
      condition: {},
      judge: "rule",
      moment: { stage: "sft", steps: [null] },
      evidenceLevel: "samples",
      arms: [
        arm("difficult-advice", 3_000_000, estimated(0.07, 0.02)),
        arm("stories", null, refused("tokens of `stories` are unknown")),
      ],
      pairs: [
        {
          arm: "difficult-advice",
          other: "demonstrations",
          control: "control",
          equalTokens: false,
          shownTarget: "prompt-general",
          numbers: [
            {
              target: "prompt-general",
              difference: estimated(-0.02, null),
              efficiencyRatio: ratio(28.33, 12.7, null),
            },
          ],
          tokensToEqualEffect: ratio(25.3, 8.6, 50.1),
          courseOf: "arm",
        },
      ],
      series: [
        {
          factor: null,
          dataset: "advice",
          setting: "",
          unit: "tokens",
          nested: "same-dataset",
          points: [0, 1_000_000, 3_000_000].map((dose, index) => ({
            arm: `dose-${index}`,
            dose,
            runs: 3,
            mean: 0.5 - index / 10,
            isotonic: 0.5 - index / 10,
          })),
          trend: [{ target: "prompt-general", quantity: estimated(-0.1, 0.03) }],
          cochranArmitage: { status: "estimated", chiSquared: 23.79, pValue: 0.0001 },
          contrasts: refused("shapes of a course are told apart by at least 4 distinct doses"),
          emax: refused("an Emax curve needs at least 4 distinct doses"),
          elasticity: refused("there are fewer than two doses above 0"),
          shares: [
            {
              share: 0.5,
              dose: 1_400_000,
              interval: { lower: 900_000, upper: null, level: 0.95, unbounded: true },
              reason: null,
            },
            {
              share: 0.8,
              dose: null,
              interval: null,
              reason: "no effect of the largest dose is established",
            },
          ],
          shownTarget: "prompt-general",
        },
      ],
      reason: null,
      warnings: [],
    },
  ],
});
const options = { target: undefined, columns: 120, bold: (text: string) => text } as const;

describe("efficiencyText", () => {
  const text = efficiencyText(testAblation, answer, options);
  const rows = text.split("\n").map((line) => line.trim().split(/ {2,}/));

  it("begins with the sentences and gives effects per million tokens in three digits", () => {
    expect(text.startsWith("Effects per token are given")).toBe(true);
    expect(rows).toContainEqual(["difficult-advice", "3,000,000", "-21.0", "+7", "[+5, +9]"]);
    expect(rows).toContainEqual(["stories", "unknown", "-21.0", "not estimable"]);
  });

  it("keeps the ratio of efficiencies and the tokens to equal effect in columns of their own", () => {
    expect(text).toMatch(
      /difficult-advice \/ demonstrations +not equal +-2\.0 +- +28\.3: 12\.70 or more +25\.3: 8\.60 to 50\.10/,
    );
    expect(text.replaceAll("\n", " ")).toContain("Only a difference at equal extra tokens ranks two arms.");
  });

  it("prints the course of doses, with an open end where there is none", () => {
    expect(rows).toContainEqual(["dose-1 at 1,000,000", "40.0", "monotone 40.0"]);
    expect(rows).toContainEqual(["trend in log dose", "-10.0", "[-13.0, -7.0]", "0.002"]);
    expect(rows).toContainEqual(["50% of the best effect", "1,400,000", "[900,000, ..)"]);
    expect(text).toContain("1x shapes: shapes of a course are told apart by at least 4 distinct doses");
    expect(text).toContain("1x Emax: an Emax curve needs at least 4 distinct doses");
    expect(text).toContain("1x 80% of the best effect: no effect of the largest dose is established");
  });

  it("prints the shapes with the nearest marked, and whether drawing runs anew agrees with the profile", () => {
    const ed50Interval = { lower: 900_000, upper: null, level: 0.95, unbounded: true };
    const curved = EfficiencyAnswerSchema.parse({
      ...answer,
      efficiency: answer.efficiency.map((one) => ({
        ...one,
        series: one.series.map((series) => ({
          ...series,
          contrasts: {
            status: "estimated",
            target: "prompt-general",
            df: 6.5,
            shapes: [
              { shape: "log", t: -4.214, pAdjusted: 0.006 },
              { shape: "late", t: -2.1, pAdjusted: 0.14 },
            ],
            nearest: "log",
            pValue: 0.006,
          },
          emax: {
            status: "estimated",
            e0: 0.5,
            emax: -0.3,
            ed50: 1_500_000,
            ed50Interval,
            bootstrap: {
              status: "estimated",
              draws: 999,
              seed: 1,
              bends: 0.97,
              ed50Interval: { lower: 300_000, upper: 4_000_000, level: 0.95, unbounded: false },
              emaxInterval: { lower: -0.5, upper: -0.2, level: 0.95, unbounded: false },
              agrees: false,
            },
            df: 9,
            reason: null,
          },
        })),
      })),
    });
    const shown = efficiencyText(testAblation, curved, options)
      .split("\n")
      .map((line) => line.trim().split(/ {2,}/));
    expect(shown).toContainEqual([
      "shape linear in log dose, the nearest",
      "t -4.21",
      "adjusted over shapes",
      "0.006",
    ]);
    expect(shown).toContainEqual(["shape late", "t -2.10", "adjusted over shapes", "0.140"]);
    expect(shown).toContainEqual(["the same, runs drawn anew", "differs", "[300,000, 4,000,000]"]);
  });
});
