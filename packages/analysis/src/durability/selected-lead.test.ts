import { describe, expect, it } from "vitest";
import { type SeededRandom, seededRandom } from "../seeded-random.js";
import { expectEstimated } from "../testing/matrices.js";
import { type Candidate, selectedLead } from "./selected-lead.js";

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Three runs whose scores at both stages are correlated by 0.7. */
function arm(random: SeededRandom, from: number, to: number) {
  const runs = { from: new Float64Array(3), to: new Float64Array(3) };
  for (let run = 0; run < 3; run += 1) {
    const shared = random.normal();
    runs.from[run] = from + 0.044 * shared;
    runs.to[run] = to + 0.044 * (0.7 * shared + Math.sqrt(0.51) * random.normal());
  }
  return runs;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

describe("selectedLead", () => {
  it("undoes most of what picking the best of seven arms does to the share retained", () => {
    const random = seededRandom(20260508);
    const plain: number[] = [];
    const drawn: number[] = [];
    for (let repeat = 0; repeat < 2000; repeat += 1) {
      const control = arm(random, 0.4, 0.3);
      const candidates = Array.from({ length: 7 }, (): Candidate => {
        const runs = arm(random, 0.3, 0.2);
        return { from: mean(runs.from) - mean(control.from), to: mean(runs.to) - mean(control.to), runs };
      });
      const best = candidates.reduce((one, other) => (other.from < one.from ? other : one));
      plain.push(best.to / best.from);
      drawn.push(expectEstimated(selectedLead(candidates, best)).retained ?? Number.NaN);
    }
    expect(median(plain)).toBeLessThan(0.93);
    expect(Math.abs(median(drawn) - 1)).toBeLessThan(0.05);
  });

  it("leaves leads alone that are far apart, and needs four arms with two runs", () => {
    const random = seededRandom(3);
    const candidates = [-0.1, -0.2, -0.5, -0.8].map(
      (from): Candidate => ({ from, to: from, runs: arm(random, from, from) }),
    );
    const [, , , best] = candidates;
    if (best === undefined) throw new Error("four arms");
    expect(expectEstimated(selectedLead(candidates, best)).lead).toBeCloseTo(-0.8, 2);
    expect(selectedLead(candidates.slice(1), best)).toMatchObject({ status: "not-estimable" });
    const single = { ...best, runs: { from: Float64Array.of(0.1), to: Float64Array.of(0.1) } };
    expect(selectedLead([...candidates, single], best)).toMatchObject({ status: "not-estimable" });
  });
});
