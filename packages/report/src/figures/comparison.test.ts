import type { ComparisonAnswer } from "@holdfast/core";
import { describe, expect, test } from "vitest";
import { comparedArms, comparedCheckpoints } from "../testing/compared-sides.js";
import { sampledPrompts } from "../testing/sampled-prompts.js";
import { againstSnapshot } from "../testing/snapshot.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";
import { comparisonFigure } from "./comparison.js";
import { type Figure, standaloneSvg } from "./drawing.js";
import { stackDots } from "./sample-dots.js";
import { MOST_CLUSTERS, samplesFigure } from "./samples.js";

const { ablation } = threeSeedsRegistration;
const drawn = (answer: ComparisonAnswer, scale: "difference" | "log-odds" = "difference") =>
  comparisonFigure(ablation, answer, answer.rows, { id: "comparison", scale, target: null });
const prompts = (made: Parameters<typeof sampledPrompts>[0]) =>
  samplesFigure(ablation, sampledPrompts(made), { id: "samples" });

const FIGURES: Readonly<Record<string, () => Figure>> = {
  "comparison-arms": () => drawn(comparedArms),
  "comparison-arms-log-odds": () => drawn(comparedArms, "log-odds"),
  "comparison-checkpoints": () => drawn(comparedCheckpoints),
  "samples-clusters": () => prompts({ clusters: 9, prompts: 8 }),
  "samples-many-clusters": () => prompts({ clusters: 30, prompts: 2 }),
  "samples-without-clusters": () => prompts({ clusters: 12, prompts: 10, isDeclared: false }),
  "samples-one-prompt": () => prompts({ clusters: 1, prompts: 1, runs: 1 }),
};

describe.each(Object.entries(FIGURES))("%s", (name, draw) => {
  test("is the committed drawing", () => {
    const { committed, text } = againstSnapshot(`${name}.svg`, standaloneSvg(draw()));
    expect(text).toBe(committed);
  });

  test("is the same string twice, under a strict policy", () => {
    const { svg } = draw();
    expect(draw().svg).toBe(svg);
    expect(svg).not.toMatch(/<style|<script|\sstyle=|\son[a-z]+=|href=/);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg).toMatch(/<title>[^<]{20,}<\/title>/);
  });

  test("keeps everything within its frame", () => {
    const { svg, width, height } = draw();
    const places = [...svg.matchAll(/transform="translate\((-?[\d.]+),(-?[\d.]+)\)"/g)];
    expect(places.length).toBeGreaterThan(3);
    for (const [, x, y] of places) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x)).toBeLessThanOrEqual(width);
      expect(Number(y)).toBeGreaterThanOrEqual(0);
      expect(Number(y)).toBeLessThanOrEqual(height);
    }
  });
});

describe("the comparison", () => {
  test("marks nothing as standing, and says what cannot be estimated", () => {
    const { svg } = drawn(comparedArms);
    const estimated = comparedArms.rows.filter(({ findings }) =>
      findings.some(({ status }) => status === "estimated"),
    );
    expect(svg.match(/fill="var\(--hf-surface\)"/g)?.length).toBe(estimated.length);
    expect(drawn(comparedCheckpoints).svg).toContain(">not estimable<");
  });

  test("gives the level of both sides beside their difference", () => {
    const [row] = comparedArms.rows;
    const { svg } = drawn(comparedArms);
    for (const level of [row?.levels.a, row?.levels.b])
      expect(svg).toContain(`>${Number(((level ?? 0) * 100).toFixed(1))}%<`);
  });
});

describe("the prompts", () => {
  test("have a dot each and a ring a cluster, of many clusters the first", () => {
    const count = (svg: string, r: string) => svg.match(new RegExp(` r="${r}"`, "g"))?.length ?? 0;
    expect(count(prompts({ clusters: 9, prompts: 8 }).svg, "3")).toBe(72);
    expect(count(prompts({ clusters: 9, prompts: 8 }).svg, "6")).toBe(9);
    expect(count(prompts({ clusters: 30, prompts: 2 }).svg, "6")).toBe(MOST_CLUSTERS);
  });

  test("do not cover one another while there is room, and stay within their row", () => {
    const few = stackDots(
      [0, 0, 0.001].map((value) => ({ value, title: "" })),
      { reach: 12, binWidth: 0.01, size: 6 },
    );
    expect(few.map(({ offset }) => offset)).toEqual([-6, 0, 6]);
    const many = stackDots(
      Array.from({ length: 50 }, () => ({ value: 1, title: "" })),
      { reach: 12, binWidth: 0.01, size: 6 },
    );
    expect(Math.max(...many.map(({ offset }) => Math.abs(offset)))).toBeCloseTo(12, 10);
  });
});
