import { OutcomeLineSchema, SampleScoresSchema } from "@holdfast/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arePlainSamples, parseOutcomeLine } from "./parse-outcome-line.js";

const anything = fc.oneof(
  fc.constantFrom<unknown>(
    0,
    1,
    -1,
    0.5,
    1001,
    9999,
    10_000,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    "",
    "p",
  ),
  fc.string({ maxLength: 260 }),
  fc.boolean(),
);
const list = fc.array(anything, { maxLength: 3 });
const anySamples = fc.record(
  { id: list, cluster: list, epoch: list, score: list, scores: list, other: list },
  { requiredKeys: ["id"] },
);
const plainSamples = fc
  .array(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 40 }),
      epoch: fc.nat(20),
      score: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    }),
    { minLength: 1 },
  )
  .map((rows) => ({
    id: rows.map((row) => row.id),
    epoch: rows.map((row) => row.epoch),
    score: rows.map((row) => row.score),
  }));

describe("parseOutcomeLine", () => {
  it("takes nothing for plain that the schema refuses", () => {
    fc.assert(
      fc.property(fc.oneof(anySamples, plainSamples), (samples) => {
        fc.pre(arePlainSamples(samples));
        expect(SampleScoresSchema.safeParse(samples)).toEqual({ success: true, data: samples });
      }),
      { numRuns: 2000 },
    );
  });

  it("answers as the schema does", () => {
    fc.assert(
      fc.property(fc.oneof(anySamples, plainSamples), (samples) => {
        const line = { arm: "a", stage: "rl", eval: "b@1", samples };
        const expected = OutcomeLineSchema.safeParse(line);
        let given: unknown;
        try {
          given = parseOutcomeLine(line);
        } catch (error) {
          expect(expected.success).toBe(false);
          expect(error).toMatchObject({ code: "invalid-input" });
          return;
        }
        expect(given).toEqual(expected.data);
      }),
      { numRuns: 1000 },
    );
  });
});
