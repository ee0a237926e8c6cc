import { describe, expect, test } from "vitest";
import { armRuns } from "../exhibits/arm-runs.js";
import { awaitingOutcomesRegistration } from "../testing/awaiting-outcomes.js";
import { manyArms, oneArm, unknownTokens } from "../testing/design-places.js";
import { againstSnapshot } from "../testing/snapshot.js";
import { threeSeedsAnalysis } from "../testing/three-seeds.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";
import { designFigure } from "./design.js";
import { type Figure, standaloneSvg } from "./drawing.js";
import { relationFigure } from "./relation-grid.js";

const { ablation } = threeSeedsRegistration;
const threeSeeds = () =>
  designFigure(ablation, { id: "design", runs: armRuns(ablation, threeSeedsAnalysis.evidence) });

const FIGURES: Readonly<Record<string, () => Figure>> = {
  "design-three-seeds": threeSeeds,
  "design-many-arms": () => designFigure(manyArms, { id: "design", runs: armRuns(manyArms, []) }),
  "design-one-arm": () => designFigure(oneArm, { id: "design", runs: armRuns(oneArm, []) }),
  "design-unknown-tokens": () =>
    designFigure(unknownTokens, { id: "design", runs: armRuns(unknownTokens, []) }),
  "design-factorial": () =>
    designFigure(awaitingOutcomesRegistration.ablation, {
      id: "design",
      runs: armRuns(awaitingOutcomesRegistration.ablation, []),
    }),
  "relations-three-seeds": () => relationFigure(ablation, { id: "relations" }),
  "relations-many-arms": () => relationFigure(manyArms, { id: "relations" }),
};

describe.each(Object.entries(FIGURES))("%s", (name, draw) => {
  const figure = draw();
  test("is the committed drawing", () => {
    const { committed, text } = againstSnapshot(`${name}.svg`, standaloneSvg(figure));
    expect(text).toBe(committed);
  });

  test("stands under a strict policy and holds numbers only", () => {
    const { svg } = figure;
    expect(svg).not.toMatch(/<style|<script|\sstyle=|\son[a-z]+=|href=/);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("keeps its texts within its frame", () => {
    const { svg, width, height } = figure;
    const texts = [...svg.matchAll(/<text[^>]* transform="translate\((-?[\d.]+),(-?[\d.]+)\)/g)];
    expect(texts.length).toBeGreaterThan(2);
    for (const [, x, y] of texts) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x)).toBeLessThanOrEqual(width);
      expect(Number(y)).toBeGreaterThanOrEqual(0);
      expect(Number(y)).toBeLessThanOrEqual(height);
    }
  });
});

describe("the design figure", () => {
  test("colours what the control was not given, and hatches what nobody counted", () => {
    const { svg } = threeSeeds();
    expect(svg).toContain(
      "honeypot-demos was given 3M tokens of demonstrations at sft (honeypot-demos), which",
    );
    expect(svg).toContain("an unknown number of tokens of difficult-advice");
    expect(svg).toContain(">27M + ?<");
    expect(svg).toContain(">difficult-advice unknown<");
  });

  test("fills the runs that have outcomes", () => {
    expect(threeSeeds().svg).toContain("control: 3 of 3 planned runs have outcomes.");
    expect(FIGURES["design-factorial"]?.().svg).toContain("control: 0 of 5 planned runs have outcomes.");
  });
});
