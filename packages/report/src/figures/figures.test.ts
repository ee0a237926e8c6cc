import type { Analysis, RatioSet } from "@holdfast/core";
import { DOMParser } from "linkedom";
import { describe, expect, test } from "vitest";
import { observedModelsAnalysis, observedModelsRegistration } from "../testing/observed-models.js";
import { pointValuesAnalysis, pointValuesRegistration } from "../testing/point-values.js";
import { reportedRatesAnalysis, reportedRatesRegistration } from "../testing/reported-rates.js";
import { againstSnapshot } from "../testing/snapshot.js";
import { threeSeedsAnalysis } from "../testing/three-seeds.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";
import { type Figure, standaloneSvg } from "./drawing.js";
import { durabilityFigure } from "./durability.js";
import { forestFigure } from "./forest.js";
import { levelsFigure } from "./levels.js";

const { ablation } = threeSeedsRegistration;
const afterSft = threeSeedsAnalysis.effects.filter(({ moment }) => moment.stage === "sft");
const advice: Analysis = {
  ...threeSeedsAnalysis,
  trajectories: threeSeedsAnalysis.trajectories.filter(({ arm }) => arm === "difficult-advice"),
};

function drawn(figure: Figure | undefined): Figure {
  if (figure === undefined) throw new Error("there is no figure");
  return figure;
}

/** The advice arm with another confidence set. */
function withSet(set: RatioSet | null): Analysis {
  return {
    ...advice,
    durability: advice.durability.map((one) => ({
      ...one,
      retentions: one.retentions.map((retention) =>
        retention.status === "estimated"
          ? { ...retention, retained: { point: null, set, g: null } }
          : retention,
      ),
    })),
  };
}

/** Values without any interval at all. */
const bare: Analysis = {
  ...withSet(null),
  trajectories: advice.trajectories.map((trajectory) => ({
    ...trajectory,
    points: trajectory.points.map((point) => ({ ...point, interval: null, band: null })),
  })),
};

const set = (kind: RatioSet["kind"], lower: number | null, upper: number | null): RatioSet => ({
  kind,
  lower,
  upper,
  level: 0.95,
});

const FIGURES: Readonly<Record<string, () => Figure>> = {
  "forest-three-seeds": () => forestFigure(ablation, afterSft, { id: "forest" }),
  "forest-point-values": () =>
    forestFigure(pointValuesRegistration.ablation, pointValuesAnalysis.effects, { id: "forest" }),
  "durability-two-arms": () => drawn(durabilityFigure(ablation, threeSeedsAnalysis, { id: "durability" })),
  "durability-one-arm": () => drawn(durabilityFigure(ablation, advice, { id: "durability" })),
  "durability-reported-rates": () =>
    drawn(durabilityFigure(reportedRatesRegistration.ablation, reportedRatesAnalysis, { id: "durability" })),
  "durability-exclusive-set": () =>
    drawn(durabilityFigure(ablation, withSet(set("exclusive", 0.2, 1.1)), { id: "durability" })),
  "durability-half-line": () =>
    drawn(durabilityFigure(ablation, withSet(set("half-line", 0.6, null)), { id: "durability" })),
  "durability-without-intervals": () => drawn(durabilityFigure(ablation, bare, { id: "durability" })),
  "levels-observed-models": () =>
    levelsFigure(observedModelsRegistration.ablation, observedModelsAnalysis.levels, { id: "levels" }),
};

describe.each(Object.entries(FIGURES))("%s", (name, draw) => {
  test("is the committed drawing", () => {
    const { committed, text } = againstSnapshot(`${name}.svg`, standaloneSvg(draw()));
    expect(text).toBe(committed);
  });

  test("is the same string twice", () => {
    expect(draw().svg).toBe(draw().svg);
  });

  test("stands under a strict policy: no style, no script, nothing from elsewhere", () => {
    const { svg } = draw();
    expect(svg).not.toMatch(/<style|<script|\sstyle=|\son[a-z]+=|href=/);
    expect(svg).not.toContain("plot-");
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("scales, is labelled, and is well-formed", () => {
    const { svg, width, height } = draw();
    const document = new DOMParser().parseFromString(svg, "image/svg+xml");
    const root = document.documentElement;
    expect(root?.getAttribute("viewBox")).toBe(`0 0 ${width} ${height}`);
    expect(root?.getAttribute("role")).toBe("img");
    expect(root?.getAttribute("aria-label")).not.toBe("");
    expect(svg.match(/<g[ >]/g)?.length).toBe(svg.match(/<\/g>/g)?.length);
  });

  test("names its marks for tooltips", () => {
    expect(draw().svg).toMatch(/<title>[^<]{20,}<\/title>/);
  });

  test("keeps everything within its frame", () => {
    const { svg, width, height } = draw();
    const places = [...svg.matchAll(/transform="translate\((-?[\d.]+),(-?[\d.]+)\)"/g)];
    expect(places.length).toBeGreaterThan(3);
    for (const [, x, y] of places) {
      expect(Number(x)).toBeGreaterThanOrEqual(-6);
      expect(Number(x)).toBeLessThanOrEqual(width + 6);
      expect(Number(y)).toBeGreaterThanOrEqual(-6);
      expect(Number(y)).toBeLessThanOrEqual(height + 6);
    }
  });
});

describe("the forest", () => {
  const text = (svg: string) =>
    [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? "");

  test("has target before held-out before guardrail, the best first", () => {
    const words = text(forestFigure(ablation, afterSft, { id: "f" }).svg);
    const groups = words.filter((word) => /evals$|^Guardrails$/.test(word));
    expect(groups).toEqual(["Target evals", "Held-out evals", "Guardrails"]);
    const estimates = words.filter((word) => /^\u2212?\d+\.\d$/.test(word));
    expect(estimates).toEqual([
      "\u221242.0",
      "\u221241.0",
      "\u221216.0",
      "\u22123.0",
      "\u22120.5",
      "\u22121.0",
    ]);
  });

  test("marks what does not stand as hollow", () => {
    const { svg } = forestFigure(ablation, afterSft, { id: "f" });
    const hollow = svg.match(/fill="var\(--hf-surface\)"/g)?.length ?? 0;
    expect(hollow).toBe(afterSft.filter(({ stands }) => stands !== true).length);
  });

  test("shares its axis with the other moments that it is given", () => {
    const narrow = forestFigure(ablation, afterSft.slice(2), { id: "f" }).svg;
    const wide = forestFigure(ablation, afterSft.slice(2), {
      id: "f",
      among: threeSeedsAnalysis.effects,
    }).svg;
    expect(narrow).not.toBe(wide);
  });
});

describe("the durability figure", () => {
  test("labels the zero line as control and gives verdict and runs", () => {
    const { svg } = drawn(durabilityFigure(ablation, advice, { id: "d" }));
    expect(svg).toContain(">control<");
    expect(svg).toContain(">retained<");
    expect(svg).toContain(">inconclusive<");
    expect(svg).toContain(">3 v 3 runs<");
    expect(svg).toContain(">RL steps<");
  });

  test("leaves guardrails out and is not drawn for one moment", () => {
    expect(drawn(durabilityFigure(ablation, threeSeedsAnalysis, { id: "d" })).svg).not.toContain(
      "capability@1",
    );
    const atOnce = advice.trajectories.map((trajectory) => ({
      ...trajectory,
      points: trajectory.points.slice(0, 1),
    }));
    expect(durabilityFigure(ablation, { ...advice, trajectories: atOnce }, { id: "d" })).toBeUndefined();
  });

  test("puts an eval under two conditions into two rows", () => {
    const twice = reportedRatesAnalysis.trajectories.map((trajectory) => ({
      ...trajectory,
      points: trajectory.points.flatMap((point) =>
        point.stage === "base" ? [point] : [point, { ...point, condition: { systemPrompt: "none" } }],
      ),
    }));
    const { svg } = drawn(
      durabilityFigure(
        reportedRatesRegistration.ablation,
        { ...reportedRatesAnalysis, trajectories: twice },
        { id: "d" },
      ),
    );
    expect(svg).toContain("systemPrompt ai");
    expect(svg).toContain("systemPrompt none");
  });
});
