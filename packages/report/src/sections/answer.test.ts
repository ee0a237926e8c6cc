import { describe, expect, test } from "vitest";
import { matterOf } from "../report-input.js";
import { FIXTURES } from "../testing/fixtures.js";
import { answerSection, answerSentences } from "./answer.js";
import { threatsSection } from "./threats.js";

describe.each(Object.entries(FIXTURES))("of %s", (_, input) => {
  const matter = matterOf(input);

  test("the answer has at most three sentences, and leads its section with them", () => {
    const sentences = answerSentences(matter);
    expect(sentences.length).toBeGreaterThan(0);
    expect(sentences.length).toBeLessThanOrEqual(3);
    const leads = answerSection(matter).blocks.filter(
      (block) => block.kind === "paragraph" && block.tone === "lead",
    );
    expect(leads.map((block) => (block.kind === "paragraph" ? block.text : ""))).toEqual([...sentences]);
  });

  test("every threat is a statement, and where anything was measured each has a number or says that there is none", () => {
    const [facts] = threatsSection(matter).blocks;
    if (facts?.kind !== "facts") throw new Error("the section begins with its statements");
    const terms = facts.items.map(({ term }) => term);
    expect(terms).toContain("Plan and looks");
    if (input.analysis.evidence.length > 0)
      for (const term of ["Judges", "Missing runs"]) expect(terms).toContain(term);
    if (input.analysis.effects.length > 0)
      for (const term of ["Floor and ceiling", "Selection"]) expect(terms).toContain(term);
    for (const { text } of facts.items)
      expect(text).toMatch(/\d|\b(no|No|none|None|never|nothing|not|One|Results|before|after)\b/);
  });
});
