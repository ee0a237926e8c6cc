import type { OracleCase } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkCases } from "./check-cases.js";
import type { OracleAdapter } from "./oracle-adapter.js";

const echo: OracleAdapter = (inputs) => z.record(z.string(), z.unknown()).parse(inputs);

function check(outputs: Record<string, unknown>, got: unknown, more: Partial<OracleCase> = {}) {
  const reference = { id: "one", estimator: "echo", inputs: got, outputs, rel_tol: 1e-6, ...more };
  return checkCases({ meta: {}, cases: [reference] }, { echo });
}

function holds(...given: Parameters<typeof check>): boolean {
  return check(...given).failed === 0;
}

describe("checkCases", () => {
  it("compares by name, and does not mind what was not asked for", () => {
    expect(holds({ a: 1, b: 2 }, { b: 2, extra: 9, a: 1 })).toBe(true);
    expect(holds({ a: 1, b: 2 }, { b: 1, a: 2 })).toBe(false);
  });

  it("takes the tolerance relative to what is expected, and absolute where that is 0", () => {
    expect(holds({ a: 1000 }, { a: 1000.0009 })).toBe(true);
    expect(holds({ a: 1000 }, { a: 1000.0011 })).toBe(false);
    expect(holds({ a: 0 }, { a: 9e-7 })).toBe(true);
    expect(holds({ a: 0 }, { a: 2e-6 })).toBe(false);
    expect(holds({ a: 7.6e-24 }, { a: 0 })).toBe(false);
  });

  it("forgives what cancellation leaves of a number among larger ones", () => {
    expect(holds({ v: [0.25, 3e-18] }, { v: [0.25, 0] })).toBe(true);
    expect(holds({ v: [0.25, 3e-12] }, { v: [0.25, 0] })).toBe(false);
  });

  it("lets a tolerance of an output stand instead, for all that is below it", () => {
    const tolerances = { se: { rel: 0.1 }, "sd.run": { abs: 0.02 }, "ci[1]": { rel: 0.5 } };
    const expected = { se: [1, 2], sd: { run: 0.01, prompt: 1 }, ci: [1, 1] };
    expect(
      holds(expected, { se: [1.05, 2.1], sd: { run: 0.029, prompt: 1 }, ci: [1, 1.4] }, { tolerances }),
    ).toBe(true);
    const { failures } = check(
      expected,
      { se: [1.2, 2], sd: { run: 0.04, prompt: 1.01 }, ci: [1.1, 1] },
      { tolerances },
    );
    expect(failures.map(({ output }) => output)).toEqual(["se[0]", "sd.run", "sd.prompt", "ci[0]"]);
  });

  it("reads numbers that are spelled out, and compares other texts as they are", () => {
    expect(holds({ a: "31/300", b: "3.8071632082321321" }, { a: 31 / 300, b: 3.8071632082321321 })).toBe(
      true,
    );
    expect(holds({ a: "31/300" }, { a: "31/300" })).toBe(true);
    expect(holds({ a: "interval" }, { a: "half-line" })).toBe(false);
    expect(holds({ a: "-Inf" }, { a: Number.NEGATIVE_INFINITY })).toBe(true);
    expect(holds({ a: true, b: null }, { a: true, b: null })).toBe(true);
    expect(holds({ a: true }, { a: 1 })).toBe(false);
    expect(holds({ a: null }, { a: 0 })).toBe(false);
    expect(holds({ a: null }, { a: Number.POSITIVE_INFINITY })).toBe(true);
    expect(holds({ a: "NA" }, { a: null })).toBe(true);
    expect(holds({ a: "NA" }, { a: 1 })).toBe(false);
  });

  it.each([
    [{ a: 1 }, {}, "the estimator gives no such output"],
    [{ a: [1, 2] }, { a: [1] }, "2 values were expected, not 1"],
    [{ a: [1] }, { a: 1 }, "a list was expected"],
    [{ a: { b: 1 } }, { a: [1] }, "a record was expected"],
  ])("says what is wrong with the shape: %j against %j", (expected, got, message) => {
    expect(check(expected, got).failures).toMatchObject([{ id: "one", output: "a", message }]);
  });

  it("answers null, and why, to whatever an estimator cannot estimate", () => {
    const withheld = { status: "not-estimable", reason: "nothing varies", mean: 2 };
    expect(holds({ mean: 2, se: null, p: "NA" }, withheld)).toBe(true);
    expect(check({ se: 1 }, withheld).failures).toMatchObject([
      { output: "se", expected: 1, got: null, message: "nothing varies" },
    ]);
  });

  it("never takes NaN for an answer", () => {
    expect(check({ a: 1 }, { a: Number.NaN }).failures).toMatchObject([
      { output: "a", expected: 1, got: "NaN" },
    ]);
    expect(holds({ a: null }, { a: Number.NaN })).toBe(false);
  });

  it("fails the case, and goes on, where an estimator is unknown or refuses its inputs", () => {
    const outputs = { a: 1 };
    const cases = [
      { id: "unknown", estimator: "no_such", inputs: {}, outputs, rel_tol: 0 },
      { id: "inherited", estimator: "constructor", inputs: {}, outputs, rel_tol: 0 },
      { id: "refused", estimator: "echo", inputs: 3, outputs, rel_tol: 0 },
      { id: "held", estimator: "echo", inputs: outputs, outputs, rel_tol: 0 },
    ];
    const { failures, ...counts } = checkCases({ meta: {}, cases }, { echo });
    expect(counts).toEqual({ cases: 4, held: 1, failed: 3 });
    expect(failures.map(({ id, output, message }) => [id, output, message])).toEqual([
      ["unknown", null, "there is no estimator `no_such`"],
      ["inherited", null, "there is no estimator `constructor`"],
      ["refused", null, expect.stringContaining("this is not a valid set of inputs")],
    ]);
  });
});
