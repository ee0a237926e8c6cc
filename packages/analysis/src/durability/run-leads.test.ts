import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { readOracle, relativeError } from "../testing/read-oracle.js";
import { contrastVariance } from "./covariance.js";
import { fieller } from "./fieller.js";
import { contrastPValue, retentionContrast } from "./non-inferiority.js";
import { durabilityDf, runLeads } from "./run-leads.js";

const THRESHOLDS = { lower: 0.5, upper: 0.8 };

describe("runLeads", () => {
  it.each(readOracle("retained-fraction"))("agrees with numpy: $id", (reference) => {
    const values = (name: string) => Float64Array.from(reference.numbers(`inputs/${name}`));
    const own = expectEstimated(
      runLeads(
        { from: values("arm_sft"), to: values("arm_rl") },
        { from: values("ctl_sft"), to: values("ctl_rl") },
        THRESHOLDS,
      ),
    );
    const leads = { ...own, df: reference.number("inputs/df") };
    const near = (ours: number | null, name: string) =>
      expect(
        relativeError(ours ?? Number.NaN, reference.number(`outputs/${name}`)),
        name,
      ).toBeLessThanOrEqual(reference.relTol);
    near(leads.from, "d_sft");
    near(leads.to, "d_rl");
    near(leads.covariance.from, "v_sft");
    near(leads.covariance.to, "v_rl");
    near(leads.covariance.cross, "cov");
    const ratio = expectEstimated(fieller(leads, 0.95));
    near(ratio.point, "ratio");
    near(ratio.set.lower, "fieller_lower");
    near(ratio.set.upper, "fieller_upper");
    near(leads.to - leads.from, "did");
    near(Math.sqrt(contrastVariance(leads.covariance, 1)), "did_se");
    const contrast = retentionContrast(leads, 1, reference.number("inputs/ni_fraction"), 0.95);
    near(contrast.estimate, "ni_contrast");
    near(contrast.estimate / contrast.standardError, "ni_t");
    near((contrastPValue(contrast, leads.df) ?? Number.NaN) / 2, "ni_p_effect_negative");
  });

  it.each(readOracle("did"))("its change agrees with t.test on change scores: $id", (reference) => {
    const y = reference.numbers("inputs/y");
    const arms = reference.numbers("inputs/arm");
    const posts = reference.numbers("inputs/post");
    const pick = (arm: number, post: number) =>
      Float64Array.from(y.filter((_, index) => arms[index] === arm && posts[index] === post));
    const arm = { from: pick(1, 0), to: pick(1, 1) };
    const control = { from: pick(0, 0), to: pick(0, 1) };
    const leads = expectEstimated(runLeads(arm, control, { lower: 1, upper: 1 }));
    const change = leads.to - leads.from;
    expect(relativeError(change, reference.number("outputs/did"))).toBeLessThanOrEqual(reference.relTol);
    expect(
      relativeError(
        change / Math.sqrt(contrastVariance(leads.covariance, 1)),
        reference.number("outputs/welch_t"),
      ),
    ).toBeLessThanOrEqual(reference.relTol);
  });

  it("takes the least df of the contrasts it will use, and never fewer than 1", () => {
    const side = (length: number) =>
      fc
        .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: length, maxLength: length })
        .map((values) => Float64Array.from(values));
    fc.assert(
      fc.property(side(3), side(3), side(4), side(4), (armFrom, armTo, controlFrom, controlTo) => {
        const df = durabilityDf(
          { from: armFrom, to: armTo },
          { from: controlFrom, to: controlTo },
          THRESHOLDS,
        );
        expect(df).toBeGreaterThanOrEqual(1);
        expect(df).toBeLessThanOrEqual(5);
      }),
    );
  });

  it("needs two runs with both stages in each arm", () => {
    const one = Float64Array.of(0.3);
    expect(runLeads({ from: one, to: one }, { from: one, to: one }, THRESHOLDS)).toMatchObject({
      status: "not-estimable",
    });
  });
});
