import { describe, expect, it } from "vitest";
import type { RunValue } from "../effects/comparison.js";
import { expectEstimated } from "../testing/matrices.js";
import { valueLeads } from "./value-leads.js";

const QUESTION = {
  scale: "difference",
  target: "suite-fixed",
  level: 0.95,
  thresholds: { lower: 0.5, upper: 0.8 },
} as const;
const point = (rate: number): RunValue => ({ rate, observations: null, standardError: null });
const summary = (rate: number, standardError: number): RunValue => ({
  rate,
  observations: null,
  standardError,
});
const counts = (events: number, observations: number): RunValue => ({
  rate: events / observations,
  observations,
  standardError: null,
});

describe("valueLeads", () => {
  it("adds reported errors where an arm has one run, and claims no correlation", () => {
    const found = expectEstimated(
      valueLeads(
        { from: [summary(0.05, 0.01)], to: [summary(0.04, 0.02)] },
        { from: [summary(0.4, 0.02)], to: [summary(0.15, 0.01)] },
        QUESTION,
      ),
    );
    expect(found).toMatchObject({
      from: expect.closeTo(-0.35, 12),
      to: expect.closeTo(-0.11, 12),
      df: Number.POSITIVE_INFINITY,
    });
    expect(found.covariance).toEqual({
      from: expect.closeTo(0.0005, 14),
      to: expect.closeTo(0.0005, 14),
      cross: 0,
    });
  });
  it("uses run variance, and never reported errors, where both arms have two runs", () => {
    const arm = { from: [summary(0.05, 9), summary(0.07, 9)], to: [summary(0.04, 9), summary(0.08, 9)] };
    const control = { from: [summary(0.4, 9), summary(0.42, 9)], to: [summary(0.15, 9), summary(0.19, 9)] };
    const found = expectEstimated(valueLeads(arm, control, QUESTION));
    expect(found.covariance?.from).toBeCloseTo((0.0002 + 0.0002) / 2, 12);
    expect(found.covariance?.cross).toBeCloseTo((0.0004 + 0.0004) / 2, 12);
  });
  it("has leads and nothing more from values alone", () => {
    const found = expectEstimated(
      valueLeads(
        { from: [point(0.1)], to: [point(0.1)] },
        { from: [point(0.4)], to: [point(0.2)] },
        QUESTION,
      ),
    );
    expect(found).toEqual({ from: expect.closeTo(-0.3, 12), to: expect.closeTo(-0.1, 12), covariance: null });
  });
  it("puts an interval's width in place of the binomial variance of two zeros", () => {
    const found = expectEstimated(
      valueLeads(
        { from: [counts(3, 50)], to: [counts(0, 50)] },
        { from: [counts(20, 50)], to: [counts(0, 50)] },
        QUESTION,
      ),
    );
    expect(found.covariance?.to).toBeGreaterThan(0.0005);
  });
  it("refuses other prompts, empty sides and infinite log odds", () => {
    const side = { from: [point(0.1)], to: [point(0)] };
    expect(valueLeads(side, side, { ...QUESTION, target: "prompt-general" })).toMatchObject({
      status: "not-estimable",
    });
    expect(valueLeads(side, side, { ...QUESTION, scale: "log-odds" })).toMatchObject({
      status: "not-estimable",
    });
    expect(valueLeads({ from: [], to: [] }, side, QUESTION)).toMatchObject({ status: "not-estimable" });
  });
});
