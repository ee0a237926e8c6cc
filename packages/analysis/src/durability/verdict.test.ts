import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StageLeads } from "./stage-leads.js";
import { type VerdictRule, verdictOf } from "./verdict.js";

const RULE: VerdictRule = { better: -1, lower: 0.5, upper: 0.8, level: 0.95, leadProved: true };

/** Lower is better: a lead of -0.2 is a good one. Uncorrelated stages with one standard error. */
function leads(from: number, to: number, standardError: number): StageLeads {
  return {
    from,
    to,
    covariance: { from: standardError ** 2, to: standardError ** 2, cross: 0 },
    df: Number.POSITIVE_INFINITY,
  };
}

describe("verdictOf, first match wins", () => {
  it.each([
    { name: "1 amplified", given: leads(-0.2, -0.3, 0.005), rule: RULE, word: "amplified", flags: [] },
    {
      name: "1 amplified from nothing",
      given: leads(0, -0.3, 0.005),
      rule: { ...RULE, leadProved: false },
      word: "amplified",
      flags: ["emerged-in-rl"],
    },
    {
      name: "1 amplified out of a harm",
      given: leads(0.2, -0.3, 0.005),
      rule: { ...RULE, leadProved: false },
      word: "amplified",
      flags: ["emerged-in-rl", "harm"],
    },
    {
      name: "2 no lead",
      given: leads(-0.01, -0.01, 0.05),
      rule: { ...RULE, leadProved: false },
      word: "inconclusive",
      flags: ["no-lead-to-retain"],
    },
    {
      name: "2 harm",
      given: leads(0.2, 0.2, 0.005),
      rule: { ...RULE, leadProved: false },
      word: null,
      flags: ["harm"],
    },
    { name: "3 retained", given: leads(-0.2, -0.19, 0.005), rule: RULE, word: "retained", flags: [] },
    {
      name: "4 partly retained",
      given: leads(-0.2, -0.12, 0.005),
      rule: RULE,
      word: "partly-retained",
      flags: [],
    },
    { name: "5 lost", given: leads(-0.2, -0.001, 0.005), rule: RULE, word: "lost", flags: [] },
    {
      name: "5 lost and reversed",
      given: leads(-0.2, 0.1, 0.005),
      rule: RULE,
      word: "lost",
      flags: ["reversed"],
    },
    { name: "6 inconclusive", given: leads(-0.2, -0.15, 0.05), rule: RULE, word: "inconclusive", flags: [] },
  ])("$name", ({ given, rule, word, flags }) => {
    expect(verdictOf(given, rule)).toMatchObject({ word, flags });
  });

  it("lets a change that no run differs in decide nothing", () => {
    const alike = (from: number, to: number): StageLeads => ({
      from,
      to,
      covariance: { from: 0.0004, to: 0.0004, cross: 0.0004 },
      df: Number.POSITIVE_INFINITY,
    });
    expect(verdictOf(alike(-0.2, -0.3), { ...RULE, leadProved: true }).word).toBe("retained");
    expect(verdictOf(alike(-0.2, -0.12), RULE).word).toBe("inconclusive");
    expect(verdictOf(alike(-0.3, -0.06), RULE).word).toBe("partly-retained");
  });

  const given = fc.record({
    from: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    to: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    se: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
  });

  it("mirrors with the direction of better", () => {
    fc.assert(
      fc.property(given, fc.boolean(), ({ from, to, se }, leadProved) => {
        expect(verdictOf(leads(from, to, se), { ...RULE, leadProved })).toEqual(
          verdictOf(leads(-from, -to, se), { ...RULE, leadProved, better: 1 }),
        );
      }),
    );
  });

  it("does not depend on the unit of the score", () => {
    fc.assert(
      fc.property(given, fc.double({ min: 0.01, max: 100, noNaN: true }), ({ from, to, se }, unit) => {
        expect(verdictOf(leads(from * unit, to * unit, se * unit), RULE)).toEqual(
          verdictOf(leads(from, to, se), RULE),
        );
      }),
    );
  });

  it("gives a reason whenever it gives no verdict", () => {
    fc.assert(
      fc.property(given, fc.boolean(), ({ from, to, se }, leadProved) => {
        const verdict = verdictOf(leads(from, to, se), { ...RULE, leadProved });
        expect(verdict.reason !== null).toBe(verdict.word === null || verdict.word === "inconclusive");
      }),
    );
  });
});
