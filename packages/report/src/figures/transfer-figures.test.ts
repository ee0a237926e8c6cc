import type { Generalization, RatioSet } from "@holdfast/core";
import { describe, expect, test } from "vitest";
import { matterOf, type ReportMatter } from "../report-input.js";
import { crowdNames } from "../testing/crowd.js";
import { crowdInput } from "../testing/crowd-input.js";
import { expectGoodDrawing } from "../testing/drawing-rules.js";
import { HOSTILE } from "../testing/hostile.js";
import { collisionsIn, textsOf } from "../testing/texts-of.js";
import { transferPair, transferSynthesis } from "../testing/transfer-places.js";
import type { Figure } from "./drawing.js";
import { planeFigure } from "./plane.js";
import { planeFrame } from "./plane-frame.js";
import { planePoints } from "./plane-points.js";
import { suitesFigure } from "./suites.js";
import { transferFigure } from "./transfer.js";

const TWELVE = crowdNames(12);
const set = (kind: RatioSet["kind"], lower: number | null, upper: number | null): RatioSet => ({
  ...{ kind, lower, upper, level: 0.95 },
});

function matterWith(names: readonly string[], known: Partial<Generalization>): ReportMatter {
  const generalization = { pairs: [], syntheses: [], leftOut: [], ...known };
  return matterOf(crowdInput(names, { generalization }));
}

function plane(names: readonly string[], known: Partial<Generalization>): Figure | null {
  const matter = matterWith(names, known);
  return (
    planeFigure(matter, planePoints(matter, { stage: "rl", target: null, between: null }), { id: "p" }) ??
    null
  );
}

function transfer(names: readonly string[], pairs: Generalization["pairs"]): Figure | null {
  const matter = matterWith(names, { pairs });
  return transferFigure(matter, pairs, { id: "t", scale: "difference", target: null }) ?? null;
}

function suites(names: readonly string[], syntheses: Generalization["syntheses"]): Figure | null {
  return suitesFigure(matterWith(names, { syntheses }), syntheses, { id: "s" }) ?? null;
}

const close = TWELVE.map((arm, index) =>
  transferPair(arm, 0.3 + 0.02 * (index % 4), 0.2 + 0.015 * (index % 5), { half: 0.05 }),
);
const spread = TWELVE.map((arm, index) =>
  transferSynthesis(arm, 0.05 * index, 0.5 - 0.06 * index, { prediction: [-0.3, 0.6] }),
);
const sets = [
  transferPair("a", 0.3, 0.1, { set: set("interval", -0.9, 2.4), suppression: true }),
  transferPair("b", 0.02, 0.1, { set: set("unbounded", null, null) }),
  transferPair("c", 0.1, 0.1, { set: set("exclusive", -0.2, 0.6) }),
  transferPair("d", 0.1, 0.2, { set: set("half-line", 0.4, null) }),
  transferPair("e", 0.1, 0.9, { set: set("interval", 2.2, 9) }),
  transferPair("f", 0.1, 0.05, { half: null }),
  transferPair("g", null, 0.05),
];
const SETS = ["a", "b", "c", "d", "e", "f", "g"];

const FIGURES: Readonly<Record<string, () => Figure | null>> = {
  "plane-one-arm": () =>
    plane(["advice"], { pairs: [transferPair("advice", 0.4, 0.02, { suppression: true })] }),
  "plane-twelve-arms": () => plane(TWELVE, { pairs: close }),
  "plane-suites": () =>
    plane(TWELVE, { syntheses: spread, pairs: close.map((pair) => ({ ...pair, suppression: true })) }),
  "plane-without-intervals": () =>
    plane(["a", "b"], {
      pairs: [transferPair("a", 0.4, 0.2, { half: null }), transferPair("b", -0.2, -0.3, { half: null })],
    }),
  "plane-beyond-the-scale": () =>
    plane(["a", "b"], {
      syntheses: [transferSynthesis("a", 0.3, 0.1, { half: 4 }), transferSynthesis("b", 0, 0)],
    }),
  "transfer-sets": () => transfer(SETS, sets),
  "transfer-twelve-arms": () => transfer(TWELVE, close),
  "suites-twelve-arms": () => suites(TWELVE, spread),
  "suites-one-arm": () => suites(["advice"], [transferSynthesis("advice", 0.4, 0.1)]),
  "suites-open": () =>
    suites(["a"], [transferSynthesis("a", 0.4, 0.1, { half: 3, prediction: [null, 0.5] })]),
};

describe.each(Object.entries(FIGURES))("%s", (name, draw) => {
  test("is the committed drawing, within its frame and under the policy of pages", () => {
    expectGoodDrawing(name, draw);
  });

  test("lets no text lie on another", () => {
    const texts = textsOf(draw()?.svg ?? "").filter(({ text }) => text !== "as much far as near");
    expect(collisionsIn(texts)).toEqual([]);
  });
});

describe("the plane", () => {
  test("names its zone, its zero lines and its diagonal, and says in words which way is better", () => {
    const { svg } = FIGURES["plane-one-arm"]?.() ?? { svg: "" };
    expect(svg.match(/>control</g)?.length).toBe(2);
    for (const text of ["suppression", "a lead near the data, none far from it", "as much far as near"])
      expect(svg).toContain(`>${text}<`);
    expect(svg).toContain("better →");
    expect(svg).toContain("↑ better");
  });

  test("has one scale on both axes, so that equal leads lie on the diagonal", () => {
    for (const [near, far] of [
      [0.3, 0.3],
      [0.8, 0.02],
      [0.05, 0.9],
    ] as const) {
      const lead = (estimate: number) => ({ estimate, interval: null });
      const frame = planeFrame([{ near: lead(near), far: lead(far) }]);
      expect(frame.x(near) - frame.x(0)).toBeCloseTo((near / far) * (frame.y(0) - frame.y(far)), 6);
      expect(frame.x(near)).toBeLessThan(frame.right);
      expect(frame.y(far)).toBeGreaterThan(frame.top);
    }
  });

  test("gives every one of twelve arms that are near each other a label of its own", () => {
    const { svg } = FIGURES["plane-twelve-arms"]?.() ?? { svg: "" };
    const labels = textsOf(svg).filter(
      ({ right, text }) => right < 600 && /demon|princ|stori|tools/.test(text),
    );
    expect(labels.length).toBe(12);
  });

  test("fills what is shown far from the data, and leaves hollow what is not", () => {
    const shown = (far: number) =>
      plane(["a"], { syntheses: [transferSynthesis("a", 0.4, far)] })?.svg.match(
        /fill="var\(--hf-surface\)"/g,
      )?.length ?? 0;
    expect(shown(0.3)).toBe(0);
    expect(shown(0.05)).toBe(1);
  });

  test("is not drawn where no arm has both leads, and says who is not on it and why", () => {
    const leftOut = [{ arm: "a", eval: "grades@1", reason: "no eval is near its data" }];
    expect(plane(["a"], { pairs: [transferPair("a", null, 0.2)], leftOut })).toBeNull();
    const { left } = planePoints(matterWith(["a"], { leftOut }), {
      stage: "rl",
      target: null,
      between: null,
    });
    expect(left).toEqual([{ arm: "a", reason: "no eval is near its data" }]);
  });

  test("prints what a user wrote, and nothing of it as mark-up", () => {
    const arm = `advice${HOSTILE}`;
    const { svg } = plane(["x"], { pairs: [transferPair(arm, 0.2, 0.1)] }) ?? { svg: "" };
    expect(svg).not.toMatch(/<script|<img|onerror=alert\(2\)>/);
  });
});

describe("the share that transfers", () => {
  test("has an arrow where a set goes on, and no point where there is none", () => {
    const { svg } = transfer(SETS, sets.slice(1, 2)) ?? { svg: "" };
    expect(svg).toContain(">any share<");
    expect(svg).toContain('stroke-dasharray="2 4"');
    expect(svg.match(/rotate\(-?90\)/g)?.length).toBe(2);
  });

  test("says what is not estimable instead of a number", () => {
    expect(transfer(SETS, sets.slice(6))?.svg).toContain(">not estimable<");
  });
});

describe("the forest of suites", () => {
  test("has a diamond a side and a whisker for a new suite, where one can be foreseen", () => {
    const foreseen =
      suites(["a"], [transferSynthesis("a", 0.4, 0.1, { prediction: [-0.2, 0.4] })])?.svg ?? "";
    expect(foreseen).toContain(">mean near<");
    expect(foreseen).toContain(">mean far<");
    expect(foreseen).toContain("[\u221220.0, 40.0]");
    expect(suites(["a"], [transferSynthesis("a", 0.4, 0.1)])?.svg).toContain(">not estimable<");
  });
});
