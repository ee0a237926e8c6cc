import { describe, expect, it } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { testOriginAnswer } from "../testing/test-transfer-answers.js";
import { originText } from "./origin-text.js";

const options = { columns: 120, bold: (text: string) => text };
const text = originText(testAblation, testOriginAnswer, options);

describe("originText", () => {
  it("follows the level from start to end, one step a row", () => {
    const rows = text
      .split("\n")
      .filter((line) => line.includes("->"))
      .map((line) => line.trim().split(/ {2,}/));
    expect(rows[0]).toContain("base -> sft");
    expect(rows[0]).toContain("40.0");
    expect(rows[0]).toContain("trained-in");
    expect(text).toContain("(other");
    expect(text).toContain("10.0");
  });

  it("says why a part could not be estimated", () => {
    expect(text).toContain("2x the control was not measured at both stages");
  });

  it("says it in one sentence where there is nothing", () => {
    expect(
      originText(testAblation, { ...testOriginAnswer, origins: [], sentences: ["Nothing."] }, options),
    ).toBe("Nothing.");
  });
});
