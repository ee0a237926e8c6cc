import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../seeded-random.js";
import { expectEstimated } from "../testing/matrices.js";
import { type DecayFits, decayFits } from "./decay-fit.js";
import { halfLifeOf } from "./half-life.js";

const STEPS = Float64Array.of(0, 50, 100, 150, 200, 250, 300, 350);

interface Course {
  readonly runs: number;
  readonly lead: (t: number) => number;
  readonly spread?: number;
  readonly lacking?: number;
}

/** Runs with a level of their own and correlation 0.5 from checkpoint to checkpoint. */
function simulated({ runs, lead, spread = 0.02, lacking = 0 }: Course, random = seededRandom(20260508)) {
  const side = (arm: boolean) =>
    Array.from({ length: runs }, () => {
      const level = 0.03 * random.normal();
      let deviation = random.normal();
      return STEPS.map((t, place) => {
        if (place > 0) deviation = 0.5 * deviation + Math.sqrt(0.75) * random.normal();
        const value = 0.5 - 3e-4 * t + (arm ? lead(t) : 0) + level + spread * deviation;
        return place > 0 && random.uniform() < lacking ? Number.NaN : value;
      });
    });
  return { times: STEPS, arm: side(true), control: side(false) };
}

const fitted = (course: Course): DecayFits => expectEstimated(decayFits(simulated(course), 0.95));
const decline = (t: number) => -0.1 - 0.3 * Math.exp(-0.012 * t);

describe("decayFits", () => {
  it("gives the half-life of what is lost where the lead settles", () => {
    const found = fitted({ runs: 4, lead: decline, spread: 0.01 });
    expect(found).toMatchObject({ direction: "declines", shown: "to-plateau", assumption: null });
    expect(found.halfLife.kind).toBe("interval");
    if (found.halfLife.kind !== "interval") return;
    const truth = Math.LN2 / 0.012;
    expect(found.halfLife.lower).toBeLessThan(truth);
    expect(found.halfLife.upper).toBeGreaterThan(truth);
    expect(found.fits[0]?.plateau).toBeCloseTo(-0.1, 1);
  });

  it("leaves open whether a lead that stays declines, and says more than beside it, never infinite", () => {
    const random = seededRandom(1);
    const found = Array.from({ length: 200 }, () =>
      expectEstimated(decayFits(simulated({ runs: 3, lead: () => -0.3 }, random), 0.95)),
    );
    const open = found.filter(({ direction }) => direction === "open");
    expect(open.length).toBeGreaterThanOrEqual(180);
    for (const { shown, assumption, halfLife, fits } of open) {
      expect(shown).toBe("to-plateau");
      expect(assumption).toBeNull();
      expect(["more-than", "not-estimable"]).toContain(halfLife.kind);
      const all = fits[1]?.halfLife;
      if (all?.kind === "more-than") expect(all.lower).toBeGreaterThan(350);
    }
    expect(open.filter(({ fits }) => fits[1]?.halfLife.kind === "more-than").length).toBeGreaterThan(170);
    // A bend that chance put there gives its model an interval, but no decline.
    expect(open.some(({ fits }) => fits[0]?.halfLife.kind === "interval")).toBe(true);
  });

  it("answers with what is lost even where it can only say more than, never with a lead that all fades", () => {
    const random = seededRandom(3);
    const third = (t: number) => -0.1 - 0.2 * Math.exp(-0.007 * t);
    const found = Array.from({ length: 40 }, () =>
      expectEstimated(decayFits(simulated({ runs: 3, lead: third }, random), 0.95)),
    );
    const beyond = found.filter(({ halfLife }) => halfLife.kind === "more-than");
    expect(beyond.length).toBeGreaterThan(5);
    for (const { shown, direction, assumption, fits, halfLife } of beyond) {
      expect(shown).toBe("to-plateau");
      expect(assumption).toBeNull();
      expect(direction).toBe("declines");
      expect(halfLife).toEqual(fits[0]?.halfLife);
    }
  });

  it("takes all of it to fade only where no course to a plateau fits, and says so", () => {
    const random = seededRandom(2);
    const sudden = (t: number) => (t < 200 ? -0.3 : -0.3 * Math.exp(-0.02 * (t - 200)));
    const found = Array.from({ length: 60 }, () =>
      expectEstimated(decayFits(simulated({ runs: 3, lead: sudden, spread: 0.02 }, random), 0.95)),
    );
    const assumed = found.filter(({ assumption }) => assumption !== null);
    expect(assumed.length).toBeGreaterThan(0);
    for (const { shown, fits, halfLife, assumption } of assumed) {
      expect(shown).toBe("to-zero");
      expect(assumption).toContain("all of the lead fades");
      expect(fits[0]).toMatchObject({ rateInterval: null, halfLife: { kind: "not-estimable" } });
      expect(halfLife).toEqual(fits[1]?.halfLife);
    }
    for (const { shown, fits } of found) if (shown === "to-zero") expect(fits[0]?.rateInterval).toBeNull();
  });

  it("knows a lead that grows", () => {
    const found = fitted({ runs: 4, lead: (t) => -0.1 * Math.exp(0.004 * t), spread: 0.005 });
    expect(found).toMatchObject({ direction: "grows", assumption: null, halfLife: { kind: "no-decay" } });
  });

  it("says nothing of no lead at all", () => {
    const { halfLife } = fitted({ runs: 3, lead: () => 0, spread: 0.03 });
    expect(["not-estimable", "more-than"]).toContain(halfLife.kind);
  });

  it("has no interval for one run, and none for runs that are copies", () => {
    const one = fitted({ runs: 1, lead: decline, spread: 0 });
    expect(one.halfLife).toMatchObject({
      kind: "point",
      reason: expect.stringContaining("fewer than two runs"),
    });
    const { arm, control } = simulated({ runs: 1, lead: decline, spread: 0 });
    const copied = { times: STEPS, arm: [...arm, ...arm], control: [...control, ...control] };
    expect(expectEstimated(decayFits(copied, 0.95)).halfLife).toMatchObject({
      kind: "point",
      reason: expect.stringContaining("do not differ"),
    });
  });

  it("needs four checkpoints, and a run of each arm at every one", () => {
    const { arm, control } = simulated({ runs: 3, lead: decline });
    const first = (rows: Float64Array[]) => rows.map((row) => row.slice(0, 3));
    expect(
      decayFits({ times: STEPS.slice(0, 3), arm: first(arm), control: first(control) }, 0.95),
    ).toMatchObject({ status: "not-estimable", reason: expect.stringContaining("3 checkpoints") });
    const holed = arm.map((row) => row.map((value, place) => (place === 2 ? Number.NaN : value)));
    expect(decayFits({ times: STEPS, arm: holed, control }, 0.95)).toMatchObject({ status: "not-estimable" });
  });

  it("is the same for runs in another order, a shifted metric, and both arms mirrored", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const course = simulated({ runs: 3, lead: decline, lacking: 0.1 }, seededRandom(seed));
        const found = decayFits(course, 0.95);
        if ("status" in found) return;
        const { times, arm, control } = course;
        const moved = (rows: Float64Array[]) => rows.map((row) => row.map((value) => 3 - value)).reverse();
        const other = expectEstimated(decayFits({ times, arm: moved(arm), control: moved(control) }, 0.95));
        expect(other.shown).toBe(found.shown);
        expect(other.direction).toBe(found.direction);
        found.fits.forEach((fit, place) => {
          const twin = other.fits[place];
          expect(twin?.halfLife.kind).toBe(fit.halfLife.kind);
          if (fit.rate !== null) expect(twin?.rate).toBeCloseTo(fit.rate, 6);
          if (fit.start !== null) expect(twin?.start).toBeCloseTo(-fit.start, 5);
        });
      }),
      { numRuns: 12 },
    );
  });

  it.each([
    { name: "three runs", runs: 3, lacking: 0 },
    { name: "five runs with a tenth of the checkpoints missing", runs: 5, lacking: 0.1 },
  ])("covers the rate with $name", ({ runs, lacking }) => {
    const random = seededRandom(7);
    const repeats = 200;
    let answered = 0;
    let covered = 0;
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const found = decayFits(simulated({ runs, lead: decline, lacking }, random), 0.95);
      if ("status" in found) continue;
      answered += 1;
      const rates = found.fits[0]?.rateInterval;
      if (rates && (rates.lower ?? 0) <= 0.012 && (rates.upper ?? 1) >= 0.012) covered += 1;
    }
    expect(answered).toBeGreaterThan(0.9 * repeats);
    expect(covered / answered).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / repeats));
  });
});

describe("halfLifeOf", () => {
  it("is positive and in order for every set of rates, or says why there is none", () => {
    const ends = fc.oneof(
      fc.double({ min: -1, max: 1, noNaN: true }).map((rate) => (Math.abs(rate) < 1e-12 ? 0 : rate)),
      fc.constantFrom(0, -Infinity, Infinity),
    );
    fc.assert(
      fc.property(ends, ends, (one, other) => {
        const rates = { lower: Math.min(one, other), upper: Math.max(one, other) };
        fc.pre(rates.lower < Number.POSITIVE_INFINITY);
        const found = halfLifeOf(null, rates, 0.95);
        if (found.kind === "interval") {
          expect(rates.lower).toBeGreaterThan(0);
          expect(found.lower).toBeGreaterThanOrEqual(0);
          expect(found.upper).toBeGreaterThanOrEqual(found.lower);
          expect(Number.isFinite(found.upper)).toBe(true);
        } else if (found.kind === "more-than") {
          expect(rates.lower).toBeLessThanOrEqual(0);
          expect(found.lower).toBeCloseTo(Math.LN2 / rates.upper, 9);
        } else if (found.kind === "no-decay") expect(rates.upper).toBeLessThanOrEqual(0);
        else expect(rates.upper).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });
});
