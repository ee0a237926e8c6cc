import { createHash } from "node:crypto";
import { AblationSchema, AnalysisSchema } from "@holdfast/core";
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { reportSecurityPolicy } from "./html/render-html.js";
import { renderReport } from "./render-report.js";
import { FIXTURES } from "./testing/fixtures.js";
import { HOSTILE, spoiled } from "./testing/hostile.js";
import { againstSnapshot } from "./testing/snapshot.js";
import { threeSeedsAnalysis } from "./testing/three-seeds.js";
import { threeSeedsRegistration } from "./testing/three-seeds-registration.js";

const threeSeeds = { registration: threeSeedsRegistration, analysis: threeSeedsAnalysis };

describe.each(Object.entries(FIXTURES))("the report of %s", (name, input) => {
  test("has input that core accepts", () => {
    expect(AnalysisSchema.parse(input.analysis)).toEqual(input.analysis);
    expect(AblationSchema.parse(input.registration.ablation)).toEqual(input.registration.ablation);
  });

  test("is the committed Markdown", () => {
    const { committed, text } = againstSnapshot(`${name}.md`, renderReport(input, "markdown"));
    expect(text).toBe(committed);
  });

  test("is the committed HTML", () => {
    const { committed, text } = againstSnapshot(`${name}.html`, renderReport(input, "html"));
    expect(text).toBe(committed);
  });

  test("is the same bytes twice", () => {
    expect(renderReport(input, "html")).toBe(renderReport(input, "html"));
  });

  test("holds under its own strict policy", () => {
    const html = renderReport(input, "html");
    const hash = (text: string | undefined) =>
      `'sha256-${createHash("sha256")
        .update(text ?? "")
        .digest("base64")}'`;
    expect(reportSecurityPolicy()).toContain(hash(/<style>([\s\S]*?)<\/style>/.exec(html)?.[1]));
    expect(reportSecurityPolicy()).toContain(hash(/<script>([\s\S]*?)<\/script>/.exec(html)?.[1]));
    expect(html).not.toMatch(/<[^>]* style="/);
    expect(html.match(/<script/g)?.length).toBe(2);
    expect(html.match(/<script type="application\/json" id="holdfast-report">/g)?.length).toBe(1);
    expect(html).not.toMatch(/<(link|iframe|object|img|base|form)[ >]/);
  });

  test("has every anchor that it points to, and no id twice", () => {
    const { document } = parseHTML(renderReport(input, "html"));
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of document.querySelectorAll('a[href^="#"]'))
      expect(ids).toContain(link.getAttribute("href")?.slice(1));
  });

  test("prints no number that is none", () => {
    const { document } = parseHTML(renderReport(input, "html"));
    expect(document.querySelector("main")?.textContent).not.toMatch(
      /\bNaN\b|Infinity|undefined|\[object|\bnull\b/,
    );
  });
});

describe("sections", () => {
  const titles = (html: string) => [...html.matchAll(/<h2[^>]*>([^<]*)<\/h2>/g)].map((match) => match[1]);

  test("come in their order", () => {
    expect(titles(renderReport(threeSeeds, "html"))).toEqual([
      "The answer",
      "Question and registered plan",
      "Design",
      "Evidence",
      "Effects",
      "Did they hold through RL?",
      "Claims and findings",
      "Threats",
      "Methods",
      "Fingerprints",
      "Appendix: every finding",
    ]);
  });

  test("show what was set aside, and only what changes with it", () => {
    const analysis = {
      ...threeSeedsAnalysis,
      evidence: threeSeedsAnalysis.evidence.map((row, index) =>
        index === 0 ? { ...row, excluded: 1 } : row,
      ),
    };
    const [first, ...rest] = threeSeedsAnalysis.durability;
    if (first === undefined) throw new Error("the fixture has durability");
    const changed = { ...first, verdict: { ...first.verdict, word: "inconclusive" as const } };
    const sensitivity = { ...threeSeedsAnalysis, includesExcluded: true, durability: [changed, ...rest] };
    const text = renderReport({ registration: threeSeedsRegistration, analysis, sensitivity }, "markdown");
    expect(text).toContain("## With what was set aside");
    expect(text).toContain("| **durability of honeypot-demos on honeypots@1, sft to rl** | lost, \\[");
    expect(text.match(/\*\*durability of /g)?.length).toBe(1);
  });

  test("have unknown shown as unknown, and claims without a number as such", () => {
    const text = renderReport(threeSeeds, "markdown");
    expect(text).toMatch(/^\| difficult-advice \| [^\n]*difficult-advice[^|\n]* \| unknown \| 2,203 \|/m);
    expect(text).toContain("no public number");
  });

  test("name methods that were used, and no other", () => {
    const text = renderReport(threeSeeds, "markdown");
    expect(text).toContain("`mover-wilson`");
    expect(text).not.toContain("`point-difference`");
  });
});

describe("hostile text in every field", () => {
  const skeleton = (html: string) =>
    html.replace(/<style>[\s\S]*?<\/style>/, "").match(/<\/?[a-zA-Z!][a-zA-Z0-9]*/g);

  test.each(Object.entries(FIXTURES))("changes no element of the report of %s", (_, input) => {
    const clean = renderReport(spoiled(input, " and more words that are as long as the other ones"), "html");
    const dirty = renderReport(spoiled(input, HOSTILE), "html");
    expect(skeleton(dirty)).toEqual(skeleton(clean));
    expect(dirty).not.toContain("<script>alert");
    expect(dirty).not.toMatch(/[^\P{Cc}\n]|\u202e|\p{Surrogate}/u);
    const { document } = parseHTML(dirty);
    for (const element of document.querySelectorAll("*"))
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on/);
        if (name === "href") expect(value).toMatch(/^(#|https?:)/);
      }
  });

  test.each(Object.entries(FIXTURES))("changes no row or heading of the Markdown of %s", (_, input) => {
    const shape = (text: string) =>
      text.split("\n").map((line) => [/^[#|>-]*/.exec(line)?.[0], line.match(/(?<!\\)\|/g)?.length]);
    const clean = renderReport(spoiled(input, " and more"), "markdown");
    const dirty = renderReport(spoiled(input, HOSTILE), "markdown");
    expect(shape(dirty)).toEqual(shape(clean));
    const stamp = /<!-- holdfast-report \{[^<>&]*\} holdfast-seal:sha256:[0-9a-f]{64} -->\n$/;
    expect(dirty).toMatch(stamp);
    const said = dirty.replace(stamp, "");
    expect(said).not.toMatch(/(?<!\\)<(?!br>)/);
    expect(said).not.toMatch(/(?<!\\)\]\(javascript/);
  });
});

test("a report of 200 findings takes at most two seconds", () => {
  const many = Array.from({ length: 17 }, (_, copy) =>
    threeSeedsAnalysis.effects.map((effect) => ({ ...effect, condition: { variant: copy } })),
  ).flat();
  const analysis = { ...threeSeedsAnalysis, effects: many };
  expect(many.length).toBeGreaterThan(200);
  const start = performance.now();
  const html = renderReport({ registration: threeSeedsRegistration, analysis }, "html");
  expect(performance.now() - start).toBeLessThan(2000);
  expect(html.match(/variant 16/g)?.length).toBeGreaterThan(10);
});
