import { describe, expect, it } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { testJudgeAnswer } from "../testing/test-transfer-answers.js";
import { judgesText } from "./judges-text.js";

const text = judgesText(testAblation, testJudgeAnswer, { columns: 100, bold: (own) => own });

describe("judgesText", () => {
  it("shows how far two judges agree", () => {
    expect(text).toContain("blackmail@1 score: claude and grok");
    expect(text).toMatch(/1,200 in 40 +0\.90 \[0\.87, 0\.93\] +0\.60 \[0\.50, 0\.70\] +0\.80/);
    expect(text).toContain("-5.0 [-7.0, -3.0]");
  });

  it("shows what each judge says of a lead, and what becomes of the conclusion", () => {
    expect(text).toContain("standing changes");
    expect(text).toMatch(/claude +-20\.0 \[-30\.0, -10\.0\] +better/);
    expect(text).toMatch(/grok +-5\.0 \[-15\.0, \+5\.0\] +open/);
  });
});
