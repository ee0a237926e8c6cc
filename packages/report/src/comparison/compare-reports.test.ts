import { ComparisonReportSchema } from "@holdfast/core";
import { describe, expect, test } from "vitest";
import type { ReportInput } from "../report-input.js";
import { FIXTURES } from "../testing/fixtures.js";
import { HOSTILE, spoiled } from "../testing/hostile.js";
import { againstSnapshot } from "../testing/snapshot.js";
import { threeSeedsAnalysis } from "../testing/three-seeds.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";
import { compareReports } from "./compare-reports.js";
import { renderComparison } from "./render-comparison.js";

const first: ReportInput = { registration: threeSeedsRegistration, analysis: threeSeedsAnalysis };

/** The same ablation as another version, with its leads halved. */
function another(change: Partial<ReportInput["registration"]["ablation"]> = {}): ReportInput {
  const identity = "another@2";
  const effects = threeSeedsAnalysis.effects.map((effect) => ({
    ...effect,
    findings: effect.findings.map((finding) =>
      finding.status === "estimated"
        ? {
            ...finding,
            estimate: finding.estimate / 2,
            interval: finding.interval && {
              ...finding.interval,
              lower: finding.interval.lower && finding.interval.lower / 2,
              upper: finding.interval.upper && finding.interval.upper / 2,
            },
          }
        : finding,
    ),
  }));
  return {
    registration: {
      ...threeSeedsRegistration,
      identity,
      ablation: { ...threeSeedsRegistration.ablation, name: "another", version: "2", ...change },
    },
    analysis: { ...threeSeedsAnalysis, ablation: identity, effects },
  };
}

describe("two ablations beside each other", () => {
  test("show each lead as its own ablation has it, and none that is made of both", () => {
    const second = another();
    const comparison = compareReports(first, second);
    expect(ComparisonReportSchema.parse(comparison)).toEqual(comparison);
    const of = ({ analysis }: ReportInput) => analysis.effects.flatMap(({ findings }) => findings);
    expect(comparison.leads.length).toBeGreaterThan(0);
    for (const at of comparison.leads) {
      for (const { finding } of at.first) expect(of(first)).toContain(finding);
      for (const { finding } of at.second) expect(of(second)).toContain(finding);
    }
    expect(comparison.leads.flatMap((at) => at.first)).toHaveLength(threeSeedsAnalysis.effects.length);
    expect(comparison.durability.flatMap((at) => at.second)).toHaveLength(
      threeSeedsAnalysis.durability.length,
    );
    expect(comparison.notComparable).toEqual([]);
  });

  test("keep apart evals of another content, metric, or judge, and say why", () => {
    const { evals } = threeSeedsRegistration.ablation;
    const [head, ...rest] = evals;
    if (head === undefined) throw new Error("the fixture has evals");
    const hashed = (digit: string) => ({ ...head, contentHash: `sha256:${digit.repeat(64)}` });
    const one: ReportInput = {
      ...first,
      registration: {
        ...threeSeedsRegistration,
        ablation: { ...threeSeedsRegistration.ablation, evals: [hashed("1"), ...rest] },
      },
    };
    const content = compareReports(one, another({ evals: [hashed("2"), ...rest] }));
    expect(content.evals[0]).toMatchObject({ eval: head.id, status: "another" });
    expect(content.leads.map((at) => at.eval)).not.toContain(head.id);
    expect(content.notComparable.map(({ what }) => what)).toContain(head.id);
    const graded = { kind: "graded" as const, lower: 0, upper: 10 };
    const metrics = head.metrics.map((metric) => ({ ...metric, scale: graded }));
    const metric = compareReports(first, another({ evals: [{ ...head, metrics }, ...rest] }));
    expect(metric.leads.map((at) => at.eval)).not.toContain(head.id);
    expect(metric.notComparable).toContainEqual({
      what: `${head.metrics[0]?.name} on ${head.id}`,
      reason: "its direction or its scale is another one",
    });
    const judged = another();
    const effects = judged.analysis.effects.map((effect) =>
      effect.eval === head.id ? { ...effect, judge: "model#1" } : effect,
    );
    const judge = compareReports(first, { ...judged, analysis: { ...judged.analysis, effects } });
    expect(judge.notComparable[0]?.reason).toContain("another judge scored it in another@2 (model#1)");
    const alone = compareReports(first, another({ evals: rest }));
    expect(alone.notComparable.map(({ what }) => what)).toContain(head.id);
  });

  test("are refused where they are one", () => {
    expect(() => compareReports(first, first)).toThrow("cannot be compared with itself");
  });

  test("are the committed page and text, the same bytes twice", () => {
    for (const [name, format] of [
      ["comparison.html", "html"],
      ["comparison.md", "markdown"],
    ] as const) {
      const written = renderComparison(first, another(), format);
      expect(renderComparison(first, another(), format)).toBe(written);
      const { committed, text } = againstSnapshot(name, written);
      expect(text).toBe(committed);
    }
  });

  test("hold whatever names and texts hold", () => {
    const tags = (html: string) =>
      html.replace(/<style>[\s\S]*?<\/style>/, "").match(/<\/?[a-zA-Z!][a-zA-Z0-9]*/g);
    const both = (insertion: string) =>
      renderComparison(spoiled(first, insertion), spoiled(another(), insertion), "html");
    // half of a surrogate pair is refused where an ablation is registered
    const dirty = both(HOSTILE.replace(/\p{Surrogate}/gu, ""));
    expect(tags(dirty)).toEqual(tags(both(" and more words that are as long as the other ones")));
    expect(dirty).not.toContain("<script>alert");
  });

  test.each(Object.entries(FIXTURES))("draw what %s has", (_, input) => {
    const other = { ...input, registration: { ...input.registration, identity: "other@9" } };
    expect(renderComparison(input, other, "html")).toContain("Leads side by side");
  });
});
