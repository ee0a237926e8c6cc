import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterJackknife } from "./cluster-jackknife.js";
import { gwetAgreement, rawAgreement } from "./gwet-agreement.js";
import { krippendorffAlpha } from "./krippendorff-alpha.js";
import { addSums, ratingTable, totalSums } from "./rating-units.js";

const units = (rows: readonly (readonly number[])[], cluster?: readonly number[]) => {
  const raters = rows[0]?.length ?? 0;
  return ratingTable({
    raters,
    ratings: Float64Array.from(rows.flat()),
    cluster: Int32Array.from(cluster ?? rows.map((_, unit) => unit)),
  });
};

describe("coefficients of agreement", () => {
  it("are not estimable where everything is the same, or nothing was rated twice", () => {
    const same = units([
      [1, 1],
      [1, 1],
    ]);
    expect(krippendorffAlpha(totalSums(same), same.values, "nominal")).toMatchObject({
      reason: "every rating is the same, so agreement by chance would be perfect",
    });
    expect(gwetAgreement(totalSums(same), same.values, "none")).toMatchObject({ status: "not-estimable" });
    const once = units([
      [1, Number.NaN],
      [Number.NaN, 0],
    ]);
    for (const found of [
      krippendorffAlpha(totalSums(once), once.values, "interval"),
      gwetAgreement(totalSums(once), once.values, "none"),
      rawAgreement(totalSums(once), once.values),
    ])
      expect(found).toMatchObject({ reason: "nothing was rated twice" });
  });

  it("do not know raters or units by their order, and interval alpha no unit of measurement", () => {
    const rows = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(rows, (own) => {
        const plain = units(own);
        const turned = units([...own].reverse().map((row) => [...row].reverse()));
        const scaled = units(own.map((row) => row.map((value) => 3 + 10 * value)));
        const alpha = (table: typeof plain) => {
          const found = krippendorffAlpha(totalSums(table), table.values, "interval");
          return typeof found === "number" ? found : 2;
        };
        expect(alpha(turned)).toBeCloseTo(alpha(plain), 10);
        expect(alpha(scaled)).toBeCloseTo(alpha(plain), 10);
        expect(alpha(plain)).not.toBeNaN();
        const gwet = gwetAgreement(totalSums(plain), plain.values, "quadratic");
        if (typeof gwet === "number") expect(gwet).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });

  it("are 1 where raters always agree on several values", () => {
    const table = units([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    for (const scale of ["nominal", "ordinal", "interval", "ratio"] as const)
      expect(krippendorffAlpha(totalSums(table), table.values, scale)).toBe(1);
    expect(gwetAgreement(totalSums(table), table.values, "none")).toBe(1);
  });

  it("have sums that come apart by cluster", () => {
    const all = units(
      [
        [0, 1],
        [1, 1],
        [0, 0],
      ],
      [0, 0, 1],
    );
    const [first] = all.clusters;
    const [, second] = all.clusters;
    if (first === undefined || second === undefined) throw new Error("two clusters expected");
    expect(addSums(totalSums(all), first, -1)).toEqual(second);
  });
});

describe("clusterJackknife", () => {
  const bounds = { lower: -1, upper: 1 };

  it("is the clustered standard error of a mean of equal clusters", () => {
    const values = [0.1, 0.4, 0.2, 0.6, 0.3, 0.5];
    const mean = (own: readonly number[]) => own.reduce((sum, value) => sum + value, 0) / own.length;
    const found = clusterJackknife(
      {
        whole: mean(values),
        without: values.map((_, left) => mean(values.filter((_value, index) => index !== left))),
      },
      0.95,
      bounds,
    );
    const squares = values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0);
    expect(found).toMatchObject({ status: "estimated", df: 5 });
    if (found.status === "estimated") expect(found.standardError).toBeCloseTo(Math.sqrt(squares / 5 / 6), 12);
  });

  it("gives the estimate alone with few clusters, with one that matters, or without variation", () => {
    const reasonOf = (without: Parameters<typeof clusterJackknife>[0]["without"]) =>
      clusterJackknife({ whole: 0.5, without }, 0.95, bounds);
    expect(reasonOf([0.4, 0.6])).toMatchObject({ estimate: 0.5, interval: null });
    expect(reasonOf([0.5, 0.5, 0.5, 0.5, 0.5])).toMatchObject({ interval: null, standardError: null });
    expect(reasonOf([0.5, 0.5, 0.5, 0.5, { status: "not-estimable", reason: "x" }])).toMatchObject({
      reason: "it rests on a single cluster",
    });
  });
});
