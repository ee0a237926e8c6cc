import {
  type Driver,
  type DriverContrast,
  type DriverNumber,
  defineAblation,
  type Quantity,
} from "@holdfast/core";
import { describe, expect, test } from "vitest";
import { type Subject, subjectOf } from "../subject.js";
import { crowdNames } from "../testing/crowd.js";
import { expectGoodDrawing } from "../testing/drawing-rules.js";
import { ablation, contrast, driverWith, quantity } from "../testing/driver-places.js";
import { HOSTILE } from "../testing/hostile.js";
import { collisionsIn, textsOf } from "../testing/texts-of.js";
import type { Figure } from "./drawing.js";
import { driversFigure } from "./drivers.js";
import { factorStyle } from "./factor-style.js";
import { armStyle } from "./palette.js";
import { sharesFigure } from "./shares.js";

const subject = subjectOf(ablation);
const NONE: Quantity = { status: "not-estimable", reason: "no arm has two runs" };
const LONG = crowdNames(6);

const interaction = (factors: string[], own: Quantity, reading: DriverContrast["reading"]): DriverContrast =>
  contrast("", own, null, { kind: "interaction", factors, levels: null, reading });

const number = (estimate: number, half: number | null, scale: "difference" | "log-odds" = "difference") =>
  ({
    ...{ scale, target: "prompt-general", method: "welch", pAdjusted: null },
    quantity: quantity(estimate, half),
  }) satisfies DriverNumber;

const shares = (
  parts: readonly (readonly [string, number])[],
  half: number | null,
  owen = false,
): Driver["attribution"] => ({
  ...{ status: "estimated", method: "welch", interactions: [] },
  total: [
    number(
      parts.reduce((sum, [, share]) => sum + share, 0),
      half,
    ),
  ],
  shares: parts.map(([factor, share]) => ({
    factor,
    shapley: [number(share, half)],
    owen: owen ? [number(share, half)] : null,
  })),
});

const two = driverWith(
  [
    contrast("advice", quantity(-0.19, 0.055), 0.008),
    contrast("tools", quantity(-0.03, 0.08), 0.4),
    interaction(["advice", "tools"], quantity(0.06, 0.05), "antagonism"),
  ],
  {
    attribution: shares(
      [
        ["advice", -0.2],
        ["tools", -0.04],
      ],
      0.06,
    ),
  },
);
const confounded = driverWith(
  [
    contrast("advice", quantity(-0.19, 0.055), 0.008, { aliasedWith: [{ factors: ["b", "c"], sign: -1 }] }),
    contrast("tools", quantity(-0.1, 0.08), 0.04, { notYetApplied: true }),
  ],
  {
    tokens: {
      ...{ status: "confounded", reason: "`advice` cannot be told from the amount of tokens" },
      factors: [
        { factor: "advice", inflation: null, aliased: true },
        { factor: "tools", inflation: 12.3, aliased: false },
      ],
    },
    attribution: {
      ...{ status: "not-estimable", reason: "4 arms are missing" },
      bounds: [
        { factor: "advice", lower: -0.4, upper: 0.1 },
        { factor: "tools", lower: -0.1, upper: 0.3 },
      ],
    },
  },
);
const oneAtATime = driverWith(
  [
    contrast("advice", quantity(-0.2, 0.07), 0.01, {
      kind: "adds-to-nothing",
      shownMethod: "pair",
      numbers: [],
    }),
    contrast("tools", quantity(-0.1, 0.3), null, { kind: "lost-when-removed" }),
    contrast("advice", NONE, null, { kind: "lost-when-removed" }),
  ],
  { design: { ...two.design, kind: "one-at-a-time", reference: "control" } },
);
const many = driverWith(
  [
    ...LONG.map((name, index) =>
      contrast(name, quantity(0.06 * index - 0.2, 0.03 + 0.02 * index), index < 3 ? 0.01 : 0.6, {
        aliasedWith: index === 2 ? [{ factors: LONG.slice(3), sign: 1 }] : [],
      }),
    ),
    interaction(LONG.slice(0, 4), quantity(0.01, null), "not-settled"),
  ],
  {
    design: { ...two.design, factors: LONG.map((name) => ({ name, group: "g", levels: [false, true] })) },
    attribution: shares(
      LONG.map((name, index) => [name, 0.07 * index - 0.2] as const),
      0.2,
      true,
    ),
  },
);
const open = driverWith([
  contrast(
    "advice",
    { ...quantity(-0.2, 0.1), ...{ interval: { lower: null, upper: 0.1, level: 0.95, unbounded: true } } },
    0.2,
  ),
]);

const factors = (driver: Driver, about: Subject = subject) =>
  driversFigure(about, driver, { id: "d", scale: "difference" }) ?? null;
const sums = (driver: Driver) => sharesFigure(subject, driver, { id: "s", scale: "difference" }) ?? null;

const FIGURES: Readonly<Record<string, () => Figure | null>> = {
  "drivers-two-factors": () => factors(two),
  "drivers-confounded": () => factors(confounded),
  "drivers-one-at-a-time": () => factors(oneAtATime),
  "drivers-long-names": () => factors(many),
  "drivers-open-interval": () => factors(open),
  "drivers-without-intervals": () =>
    factors(driverWith([contrast("advice", quantity(-0.2, null), null), contrast("tools", NONE, null)])),
  "shares-two-factors": () => sums(two),
  "shares-with-groups": () => sums(many),
  "shares-bounds": () => sums(confounded),
};

describe.each(Object.entries(FIGURES))("%s", (name, draw) => {
  test("is the committed drawing, within its frame and under the policy of pages", () => {
    expectGoodDrawing(name, draw);
  });

  test("lets no text lie on another", () => {
    expect(collisionsIn(textsOf(draw()?.svg ?? ""))).toEqual([]);
  });
});

describe("the figure of factors", () => {
  test("has main effects above interactions, and fills what stands after Holm", () => {
    const { svg } = factors(two) ?? { svg: "" };
    expect(svg.indexOf(">Main effects<")).toBeGreaterThan(0);
    expect(svg.indexOf(">Interactions<")).toBeGreaterThan(svg.indexOf(">Main effects<"));
    expect(svg.match(/fill="var\(--hf-surface\)"/g)?.length).toBe(2);
    expect(svg).toContain(">less together<");
    expect(svg).toContain(">p = 0.008<");
  });

  test("names what a number cannot be told from", () => {
    const { svg } = factors(confounded) ?? { svg: "" };
    expect(svg).toContain("the same number is that of \u2212b:c");
    expect(svg).toContain("cannot be told from the amount of tokens");
    expect(svg).toContain("tokens inflate its variance 12 times");
    expect(svg).toContain("changed nothing in the training up to here");
  });

  test("calls contrasts of one factor at a time what they are, and never main effects", () => {
    const { svg } = factors(oneAtATime) ?? { svg: "" };
    expect(svg).toContain(">Added to nothing<");
    expect(svg).toContain(">Lost when removed<");
    expect(svg).not.toContain("Main effects");
    expect(svg).toContain(">not estimable<");
  });

  test("draws log odds where there are some, and says so where there are none", () => {
    const figure = driversFigure(subject, two, { id: "d", scale: "log-odds" });
    expect(figure?.svg).toContain(">no log odds<");
    expect(figure?.svg).toContain("with minus without, log odds");
  });

  test("prints what a user wrote, and nothing of it as mark-up", () => {
    const driver = driverWith([contrast(`advice${HOSTILE}`, quantity(-0.2, 0.1), 0.01)]);
    expect(factors(driver)?.svg).not.toMatch(/<script|<img|onerror=alert\(2\)>/);
  });
});

describe("the figure of shares", () => {
  test("adds up: each bar begins where the one before it ended, and the last is their sum", () => {
    const { svg } = sums(two) ?? { svg: "" };
    expect(svg).toContain(">= \u221224.0<");
    const bars = [...svg.matchAll(/<rect[^>]* width="([\d.]+)"[^>]* x="([\d.]+)"/g)].map(([, width, x]) => ({
      left: Number(x),
      right: Number(x) + Number(width),
    }));
    const [first, second, total] = bars;
    expect(bars.length).toBe(3);
    expect(second?.right).toBeCloseTo(first?.left ?? 0, 6);
    expect(total?.left).toBeCloseTo(second?.left ?? 0, 6);
    expect(total?.right).toBeCloseTo(first?.right ?? 0, 6);
  });

  test("shows between which values shares lie where they are not estimable, and nothing without bounds", () => {
    expect(sums(confounded)?.svg).toContain(">Where shares may lie<");
    expect(sums(driverWith([contrast("advice", quantity(-0.2, 0.1), 0.01)]))).toBeNull();
  });
});

test("a factor takes the colour of the arm that holds it alone", () => {
  const reversed = subjectOf(defineAblation({ ...ablation, arms: [...ablation.arms].reverse() }));
  for (const about of [subject, reversed])
    for (const name of ["advice", "tools"])
      expect(factorStyle(about, ["advice", "tools"], name).colour).toBe(armStyle(about, name).colour);
  expect(factorStyle(reversed, ["advice", "tools"], "advice")).not.toEqual(
    factorStyle(subject, ["advice", "tools"], "advice"),
  );
  expect(factorStyle(subject, ["advice", "other"], "other").colour).toBe("var(--hf-arm-2)");
});
