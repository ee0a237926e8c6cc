import { describe, expect, test } from "vitest";
import { sectionHtml } from "../html/blocks.js";
import { manyArms, oneArm, unknownTokens } from "../testing/design-places.js";
import { FIXTURES } from "../testing/fixtures.js";
import { HOSTILE, spoiled } from "../testing/hostile.js";
import { threeSeedsAnalysis } from "../testing/three-seeds.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";
import { designExhibits } from "./design.js";
import { evalsExhibit } from "./evals.js";
import { evidenceExhibits } from "./evidence.js";
import { headlineExhibit, overviewSentences } from "./overview.js";

const input = { registration: threeSeedsRegistration, analysis: threeSeedsAnalysis };
const of = (ablation: typeof manyArms) => ({
  registration: { ...threeSeedsRegistration, ablation },
  analysis: { ...threeSeedsAnalysis, evidence: [] },
});

describe("the design", () => {
  test("has the same totals in table and raw numbers, and null for what nobody counted", () => {
    const [arms] = designExhibits(input);
    expect(arms?.tidy.columns).toContain("tokens.sft");
    expect(arms?.tidy.rows.map((row) => row.at(-1))).toEqual([30_000_000, 30_000_000, null]);
  });

  test.each(Object.entries({ manyArms, oneArm, unknownTokens }))(
    "%s keeps raw rows as wide as columns",
    (_, ablation) => {
      for (const { tidy } of designExhibits(of(ablation)))
        for (const row of tidy.rows) expect(row.length).toBe(tidy.columns.length);
    },
  );

  test("puts the measured relation beside the declared one", () => {
    const html = sectionHtml({ id: "s", title: "S", blocks: [evalsExhibit(manyArms).table] });
    expect(html).toContain("near for control");
    expect(html).toContain("is declared near for control and measures as out-of-distribution, by web");
    expect(html).toContain("not measured");
  });

  test("survives names that break out of whatever does not escape them", () => {
    const { registration, analysis } = spoiled(input, HOSTILE);
    const exhibits = [
      ...designExhibits({ registration, analysis }),
      ...evidenceExhibits({ registration, analysis }),
    ];
    for (const { figure, table } of exhibits) {
      expect(figure?.svg ?? "").not.toMatch(/<script|<img/);
      expect(sectionHtml({ id: "s", title: "S", blocks: [table] })).not.toMatch(/<script|<img/);
    }
  });
});

test.each(Object.entries(FIXTURES))(
  "%s has a figure that answers first, and at most three sentences",
  (_, fixture) => {
    expect(headlineExhibit(fixture)?.figure ?? null).not.toBeNull();
    const sentences = overviewSentences(fixture);
    expect(sentences.length).toBeGreaterThan(0);
    expect(sentences.length).toBeLessThanOrEqual(3);
  },
);
