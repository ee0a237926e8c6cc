import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readOracle, relativeError } from "../testing/read-oracle.js";
import { betaCdf, betaQuantile } from "./beta.js";
import { chiSquaredCdf, chiSquaredQuantile } from "./chi-squared.js";
import { fCdf, fQuantile, fUpperTail } from "./f.js";
import { normalCdf, normalQuantile } from "./normal.js";
import { criticalT, studentTCdf, studentTQuantile, studentTTwoSided } from "./student-t.js";

const OURS: Record<string, () => number> = {
  "qt_.975_2.3": () => studentTQuantile(0.975, 2.3),
  "qt_.975_1.01": () => studentTQuantile(0.975, 1.01),
  "qt_.995_.5": () => studentTQuantile(0.995, 0.5),
  qt_1e12_5: () => studentTQuantile(1e-12, 5),
  "qt_.975_1e6": () => studentTQuantile(0.975, 1e6),
  qnorm_1e12: () => normalQuantile(1e-12),
  "qnorm_.975": () => normalQuantile(0.975),
  qnorm_1e300: () => normalQuantile(1e-300),
  pnorm_m10: () => normalCdf(-10),
  "qbeta_.025_.5_20.5": () => betaQuantile(0.025, 0.5, 20.5),
  "qbeta_.975_1_1200": () => betaQuantile(0.975, 1, 1200),
  "qbeta_.025_3_98": () => betaQuantile(0.025, 3, 98),
  "qbeta_.5_.01_.01": () => betaQuantile(0.5, 0.01, 0.01),
  "pbeta_.001_.5_300": () => betaCdf(0.001, 0.5, 300),
  "pt_m8_2.3": () => studentTCdf(-8, 2.3),
  pt_m40_3: () => studentTCdf(-40, 3),
  "qchisq_.95_1": () => chiSquaredQuantile(0.95, 1),
  "qchisq_.025_.7": () => chiSquaredQuantile(0.025, 0.7),
  "t_quantile_0.975_df2.3": () => studentTQuantile(0.975, 2.3),
  "normal_quantile_1e-12": () => normalQuantile(1e-12),
  "beta_quantile_0.025_0.5_20.5": () => betaQuantile(0.025, 0.5, 20.5),
  "beta_quantile_0.975_1_1200": () => betaQuantile(0.975, 1, 1200),
  "f_upper_3.5_2_7": () => fUpperTail(3.5, 2, 7),
  f_upper_2_3_10: () => fUpperTail(2, 3, 10),
  f_upper_4_5_6: () => fUpperTail(4, 5, 6),
};

describe.each([...readOracle("distributions"), ...readOracle("f-distribution")])("$id", (reference) => {
  it.each(Object.keys(reference.outputs()))("%s", (name) => {
    const ours = OURS[name];
    expect(ours, `no function for ${name}`).toBeDefined();
    expect(relativeError(ours?.() ?? Number.NaN, reference.number(`outputs/${name}`))).toBeLessThanOrEqual(
      reference.relTol,
    );
  });
});

describe("R 4.2.2 on either side of where a faster way ends", () => {
  it.each([
    [0.975, 3, 3.1824463052837078],
    [0.975, 4.7, 2.6207260753531694],
    [0.975, 12.3, 2.1729334817589625],
    [0.975, 80, 1.9900634212544459],
    [0.975, 1234.5, 1.9618874833313451],
    [0.975, 123456, 1.959983200245186],
    [0.9995, 3, 12.923978636687961],
    [0.9995, 12.3, 4.2866691670549359],
    [0.9995, 123456, 3.2906055445293276],
  ])("qt(%d, %d)", (p, df, theirs) => {
    expect(relativeError(studentTQuantile(p, df), theirs)).toBeLessThan(1e-12);
  });
  it.each([
    [0.1, 0.7, 0.94130938315191948],
    [0.1, 20000, 0.92034532774481681],
    [1.5, 0.7, 0.44036509701924015],
    [1.5, 9.3, 0.16677421108356535],
    [2.9, 0.7, 0.28984980353388579],
    [2.9, 45.6, 0.0057235104054422468],
    [2.9, 20000, 0.0037356886858971195],
  ])("2 * pt(-%d, %d)", (t, df, theirs) => {
    expect(relativeError(studentTTwoSided(t, df), theirs)).toBeLessThan(1e-12);
  });
  it.each([
    [0.025, 4.5, 7.25, 0.14094130762318385],
    [0.975, 114.8, 163.2, 0.47127053589923074],
    [0.3, 3.1, 2000, 0.00099776899456186126],
    [0.999, 41234.5, 512.25, 0.98932820597757798],
  ])("qbeta(%d, %d, %d)", (p, a, b, theirs) => {
    expect(relativeError(betaQuantile(p, a, b), theirs)).toBeLessThan(1e-12);
  });
});

describe("quantiles undo cumulative probabilities", () => {
  const p = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
  const df = fc.double({ min: 0.5, max: 1e5, noNaN: true });
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1e-3, Math.abs(b));

  it("for Student's t", () =>
    fc.assert(fc.property(p, df, (q, d) => near(studentTCdf(studentTQuantile(q, d), d), q))));
  it("for the normal", () => fc.assert(fc.property(p, (q) => near(normalCdf(normalQuantile(q)), q))));
  it("for chi-squared", () =>
    fc.assert(fc.property(p, df, (q, d) => near(chiSquaredCdf(chiSquaredQuantile(q, d), d), q))));
  it("for F", () =>
    fc.assert(
      fc.property(
        p,
        fc.double({ min: 1, max: 200, noNaN: true }),
        fc.double({ min: 1, max: 200, noNaN: true }),
        (q, a, b) => near(fCdf(fQuantile(q, a, b), a, b), q),
      ),
    ));
});

describe("Student's t", () => {
  it("is symmetric and becomes the normal at infinite df", () => {
    expect(studentTQuantile(0.1, 3)).toBeCloseTo(-studentTQuantile(0.9, 3), 14);
    expect(criticalT(0.95, Number.POSITIVE_INFINITY)).toBe(-normalQuantile((1 - 0.95) / 2));
    expect(studentTQuantile(0.5, 3)).toBe(0);
  });
  it("says NaN rather than guessing outside its domain", () => {
    expect(studentTQuantile(0, 3)).toBeNaN();
    expect(studentTQuantile(0.5, 0)).toBeNaN();
    expect(studentTTwoSided(1, -1)).toBeNaN();
  });
  it("has no tail beyond the largest double", () => {
    expect(studentTTwoSided(1e200, 1)).toBe(0);
    expect(studentTTwoSided(Number.POSITIVE_INFINITY, 3)).toBe(0);
  });
});
