import { type Effect, findingOn } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { plainText } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { forestFigure } from "../figures/forest.js";
import { REGISTERED_CHOICE } from "../lead-choice.js";
import type { ReportInput } from "../report-input.js";
import { effectSentence } from "../sentences/effect-sentence.js";
import { leadSentences } from "../sentences/effect-sentences.js";
import { subjectOf } from "../subject.js";
import { CROWD_EVAL, crowdNames } from "../testing/crowd.js";
import { crowdInput } from "../testing/crowd-input.js";
import { expectGoodDrawing } from "../testing/drawing-rules.js";
import { FIXTURES } from "../testing/fixtures.js";
import { collisionsIn, textsOf } from "../testing/texts-of.js";
import { threeSeedsAnalysis } from "../testing/three-seeds.js";
import { effectsExhibits } from "./effects.js";

const input = FIXTURES["three-seeds"];
if (input === undefined) throw new Error("no fixture");
const { ablation } = input.registration;

const [first] = threeSeedsAnalysis.effects;
if (first === undefined) throw new Error("no lead");
const lead: Effect = first;

/** Leads of twelve arms with long names, of which some are open, bare, not estimable, or never asked for in log odds. */
function crowd(): ReportInput {
  const names = crowdNames(12);
  const effects = names.map((arm, index): Effect => {
    const findings = lead.findings.flatMap((finding): Effect["findings"] => {
      if (finding.status !== "estimated" || finding.interval === null) return [finding];
      if (index === 3 && finding.scale === "log-odds") return [];
      if (index === 4) {
        const { target, scale, scope, evidenceLevel, clusters, warnings } = finding;
        const place = { target, scale, scope, evidenceLevel, clusters, warnings };
        return [{ status: "not-estimable", reason: "one run has no outcome", ...place }];
      }
      const { interval } = finding;
      if (index === 5) return [{ ...finding, interval: { ...interval, lower: null, unbounded: true } }];
      if (index === 6) return [{ ...finding, interval: null, pValue: null, pAdjusted: null }];
      return [finding];
    });
    const condition = index % 2 === 0 ? { goal: "a very long condition that tells it apart" } : {};
    return { ...lead, ...{ arm, eval: CROWD_EVAL, condition, findings } };
  });
  return crowdInput(names, { effects });
}

describe("the exhibits of leads", () => {
  it("name the adjustment of the family that the leads are registered in", () => {
    const families = input.analysis.families.map((family) => ({ ...family, method: "dunnett" as const }));
    const [exhibit] = effectsExhibits({ ...input, analysis: { ...input.analysis, families } });
    expect(exhibit?.table.columns.map(({ title }) => title)).toContain("After Dunnett");
    expect(exhibit?.methods).toContain("dunnett");
    expect(exhibit?.methods).not.toContain("holm");
    expect(plainText(exhibit?.caption ?? "")).toMatch(/Filled marks stand after Dunnett/);
  });

  it("are one for each moment, with the figure, the table and every number as it is", () => {
    const exhibits = effectsExhibits(input);
    expect(exhibits.map(({ title }) => title)).toContain("Leads after sft");
    for (const { id, figure, tidy, methods, caption } of exhibits) {
      expect(figure?.svg).toContain(`aria-label="Leads of each arm over its control"`);
      expect(id).toMatch(/^leads-\d+$/);
      expect(tidy.columns).toContain("pAdjusted");
      expect(methods).toContain("holm");
      expect(plainText(caption)).toMatch(/Filled marks stand after Holm/);
    }
    const rows = exhibits.flatMap(({ tidy }) => tidy.rows);
    const findings = threeSeedsAnalysis.effects.flatMap((effect) => effect.findings);
    expect(rows.length).toBeGreaterThanOrEqual(findings.length);
  });

  it("draw and tell the scale that is chosen, and put its column first", () => {
    const [difference] = effectsExhibits(input);
    const [logOdds] = effectsExhibits(input, { scale: "log-odds" });
    expect(logOdds?.figure?.svg).toContain("arm minus control, in log odds");
    expect(difference?.figure?.svg).toContain("arm minus control, points");
    const titles = (exhibit: Exhibit | undefined) => exhibit?.table.columns.map(({ title }) => title) ?? [];
    expect(titles(logOdds).indexOf("Lead in log odds")).toBe(titles(difference).indexOf("Lead"));
    const [sentence] = leadSentences(ablation, [first], { ...REGISTERED_CHOICE, scale: "log-odds" });
    expect(sentence).toContain("in log odds");
  });

  it("show the target that is chosen", () => {
    const fixed = findingOn(first, "difference", "suite-fixed");
    if (fixed?.status !== "estimated" || fixed.interval === null) throw new Error("no such finding");
    const [exhibit] = effectsExhibits(input, { target: "suite-fixed" });
    const ends = (fixed.interval.lower ?? 0) * 100;
    expect(exhibit?.figure?.svg).toContain(`[${ends < 0 ? "\u2212" : ""}${Math.abs(ends).toFixed(1)}`);
    expect(JSON.stringify(exhibit?.table.groups)).toContain("new prompts");
  });

  it("fill by the p-value alone where that is asked for, and say that some would by chance", () => {
    const hollow = (exhibits: readonly Exhibit[]) =>
      exhibits.reduce(
        (sum, { figure }) => sum + (figure?.svg.match(/fill="var\(--hf-surface\)"/g)?.length ?? 0),
        0,
      );
    const adjusted = effectsExhibits(input);
    const alone = effectsExhibits(input, { judgedBy: "alone" });
    expect(hollow(alone)).toBeLessThanOrEqual(hollow(adjusted));
    const byHand = threeSeedsAnalysis.effects.filter((effect) => {
      const finding = findingOn(effect, "difference", effect.shownTarget);
      return !(finding?.status === "estimated" && finding.pValue !== null && finding.pValue <= 0.05);
    });
    expect(hollow(alone)).toBe(byHand.length);
    expect(plainText(alone[0]?.caption ?? "")).toContain("by chance");
    expect(alone[0]?.table.columns.map(({ title }) => title)).toContain("p-value alone");
  });

  it("leave out what is not asked for, and keep their addresses", () => {
    const all = effectsExhibits(input);
    const last = effectsExhibits(input, { isAsked: ({ moment }) => moment.stage === "rl" });
    expect(last.length).toBeLessThan(all.length);
    for (const { id, title } of last) expect(all.find((one) => one.id === id)?.title).toBe(title);
    expect(effectsExhibits(input, { isAsked: () => false })).toEqual([]);
  });
});

describe("the forest of twelve arms with long names", () => {
  for (const scale of ["difference", "log-odds"] as const)
    it(`keeps every text to itself in ${scale}`, () => {
      const { registration, analysis } = crowd();
      const draw = () =>
        forestFigure(registration.ablation, analysis.effects, {
          id: "f",
          choice: { ...REGISTERED_CHOICE, scale },
        });
      expectGoodDrawing(`forest-twelve-arms-${scale}`, draw);
      expect(collisionsIn(textsOf(draw().svg))).toEqual([]);
      expect(draw().svg).toContain(">not estimable<");
      expect(draw().svg.includes(">no log odds<")).toBe(scale === "log-odds");
    });
});

describe("a lead in a sentence", () => {
  const subject = subjectOf(ablation);

  it("is that of the report without a choice", () => {
    expect(effectSentence(subject, first, { ...REGISTERED_CHOICE })).toBe(effectSentence(subject, first));
  });

  it("says when its p-value is alone", () => {
    expect(effectSentence(subject, first, { ...REGISTERED_CHOICE, judgedBy: "alone" })).toContain(
      "alone, as if nothing else had been compared",
    );
  });
});
