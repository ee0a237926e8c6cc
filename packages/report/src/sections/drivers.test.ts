import type { Analysis } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../markdown/render-markdown.js";
import { reportDocument } from "../report-document.js";
import { contrast, driverWith, quantity } from "../testing/driver-places.js";
import { efficiency } from "../testing/efficiency-places.js";
import { FIXTURES } from "../testing/fixtures.js";

const input = FIXTURES["three-seeds"];
if (input === undefined) throw new Error("no fixture");

function markdown(change: Partial<Analysis>): string {
  if (input === undefined) return "";
  return renderMarkdown(reportDocument({ ...input, analysis: { ...input.analysis, ...change } }));
}

describe("the sections of drivers and efficiency", () => {
  it("are left out where there is nothing to say", () => {
    const text = markdown({ drivers: [], efficiency: [] });
    expect(text).not.toContain("## Drivers");
    expect(text).not.toContain("## What they cost in tokens");
  });

  it("give sentences and a table of contrasts", () => {
    const driver = driverWith([
      contrast("advice", quantity(-0.19, 0.055), 0.008, { aliasedWith: [{ factors: ["b", "c"], sign: -1 }] }),
      contrast("tools", { status: "not-estimable", reason: "no arm has two runs" }, null),
    ]);
    const text = markdown({ drivers: [driver], efficiency: [] });
    expect(text).toContain("## Drivers");
    expect(text).toContain("stands after Holm");
    expect(text).toContain("with −b:c");
    expect(text).toContain("not estimable");
  });

  it("give effects per token beside tokens to equal effect, each under its own heading", () => {
    const text = markdown({ drivers: [], efficiency: [efficiency()] });
    expect(text).toContain("## What they cost in tokens");
    expect(text).toContain("Effect per token, first over second");
    expect(text).toContain("Tokens to equal effect, second over first");
    expect(text).toContain("28.3 times");
  });
});
