import { describe, expect, it } from "vitest";
import { headlineOf } from "./headline.js";
import { renderMarkdown } from "./markdown/render-markdown.js";
import { reportDocument } from "./report-document.js";
import type { ReportInput } from "./report-input.js";
import { FIXTURES } from "./testing/fixtures.js";

function fixture(name: string): ReportInput {
  const input = FIXTURES[name];
  if (input === undefined) throw new Error(`no fixture ${name}`);
  return input;
}

describe("a headline", () => {
  it("is the verdict and the sentence of the lead that tells most, as the report has them", () => {
    const input = fixture("three-seeds");
    const headline = headlineOf(input);
    const words = input.analysis.durability.map(({ verdict }) => verdict.word);
    expect(words).toContain(headline?.verdict);
    expect(headline?.verdict).not.toBe("inconclusive");
    // Markdown escapes some marks of a sentence
    const text = renderMarkdown(reportDocument(input)).replaceAll("\\", "");
    expect(text).toContain(headline?.sentence);
  });

  it("is the first sentence of the answer where no lead was followed", () => {
    for (const name of ["point-values", "observed-models"]) {
      const input = fixture(name);
      const headline = headlineOf({ ...input, analysis: { ...input.analysis, durability: [] } });
      expect(headline?.verdict).toBeNull();
      expect(headline?.sentence).toMatch(/^The .*\.$/);
    }
  });

  it("is none before anything was measured", () => {
    expect(headlineOf(fixture("awaiting-outcomes"))).toBeNull();
  });
});
