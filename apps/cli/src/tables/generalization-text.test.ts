import { describe, expect, it } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { testGeneralizationAnswer } from "../testing/test-transfer-answers.js";
import { generalizationText } from "./generalization-text.js";

const options = {
  scale: "difference",
  target: undefined,
  columns: 100,
  bold: (text: string) => text,
} as const;
const text = generalizationText(testAblation, testGeneralizationAnswer, options);
const blocks = text.split("\n\n");

describe("generalizationText", () => {
  it("begins with the sentences", () => {
    expect(blocks[0]).toBe("1 of 1 comparison is flagged.");
  });

  it("sets both leads, the gap, what transfers and the flag side by side within 100 columns", () => {
    const words = text.replace(/\s+/g, " ");
    expect(words).toContain("blackmail@1 (in-distribution) against leaking@1 (out-of-distribution)");
    for (const part of ["+30.0", "+2.0", "-28.0", "0.07:", "3 v 3", "suppression"])
      expect(words).toContain(part);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("shows suites, correlations, what was left out and why, and the warnings", () => {
    expect(text).toContain("1 / 2");
    expect(text).toContain("0.60 [0.30, 0.90]");
    expect(text).toContain("odd@1: nobody says how far it is");
    expect(text).toContain("2 suites are far from the training data");
    expect(text).toContain("suppression: better near, not far");
  });

  it("gives the reason where a scale was not estimable", () => {
    const other = generalizationText(testAblation, testGeneralizationAnswer, {
      ...options,
      scale: "log-odds",
    });
    expect(other).toContain("a rate is at an end of the scale");
  });
});
