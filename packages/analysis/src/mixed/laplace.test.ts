import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { fitBinomial } from "../glm/binomial-fit.js";
import { seededRandom } from "../seeded-random.js";
import { expectEstimated } from "../testing/matrices.js";
import { fitAdaptiveQuadrature } from "./adaptive-quadrature.js";
import { fitLaplace } from "./laplace.js";

function study(seed: number, spread: number, silent = false) {
  const random = seededRandom(seed);
  const prompts = Array.from({ length: 8 }, () => spread * random.normal());
  const lines: number[][] = [];
  const events: number[] = [];
  const run: number[] = [];
  const prompt: number[] = [];
  for (let own = 0; own < 4; own += 1) {
    const shift = (spread / 2) * random.normal();
    for (let at = 0; at < 8; at += 1) {
      const arm = own % 2;
      const p = 1 / (1 + Math.exp(0.3 - arm - shift - (prompts[at] ?? 0)));
      lines.push([1, arm]);
      events.push(silent && arm === 1 ? 0 : random.binomial(6, p));
      run.push(own);
      prompt.push(at);
    }
  }
  return {
    x: new Matrix(lines),
    events: Float64Array.from(events),
    trials: new Float64Array(32).fill(6),
    groups: [Int32Array.from(run), Int32Array.from(prompt)],
  };
}

describe("fitLaplace", () => {
  it("is quadrature with one node where there is one intercept", () => {
    const model = study(2, 1.2);
    const [, prompt] = model.groups;
    const one = { ...model, groups: prompt ? [prompt] : [] };
    const laplace = expectEstimated(fitLaplace(one));
    const node = expectEstimated(fitAdaptiveQuadrature(one, 1));
    expect(node.logLikelihood).toBeCloseTo(laplace.logLikelihood, 8);
    expect(node.coefficients[1]).toBeCloseTo(laplace.coefficients[1] ?? 0, 5);
    expect(node.standardErrors[1]).toBeCloseTo(laplace.standardErrors[1] ?? 0, 4);
  });
  it("turns its coefficients when events and non-events change places, whatever the order of groupings", () => {
    const model = study(3, 1);
    const one = expectEstimated(fitLaplace(model));
    const other = expectEstimated(
      fitLaplace({
        ...model,
        events: model.events.map((k) => 6 - k),
        groups: [...model.groups].reverse(),
      }),
    );
    expect(other.coefficients[1]).toBeCloseTo(-(one.coefficients[1] ?? 0), 6);
    expect(other.deviations[0]).toBeCloseTo(one.deviations[1] ?? 0, 6);
    expect(other.logLikelihood).toBeCloseTo(one.logLikelihood, 8);
  });
  it("is plain logistic regression where both deviations are at 0", () => {
    const model = study(4, 0);
    const even = {
      ...model,
      events: Float64Array.from(model.x.getColumn(1), (arm, row) => 2 + arm + (row % 2)),
    };
    const fit = expectEstimated(fitLaplace(even));
    const plain = expectEstimated(fitBinomial(even));
    expect([...fit.deviations]).toEqual([0, 0]);
    expect(fit.coefficients[1]).toBeCloseTo(plain.coefficients[1] ?? 0, 7);
    expect(fit.standardErrors[1]).toBeCloseTo(Math.sqrt(plain.covariance.get(1, 1)), 5);
    expect(fit.logLikelihood).toBeCloseTo(plain.logLikelihood, 8);
  });
  it("says that an arm without events has no finite log odds", () => {
    expect(fitLaplace(study(5, 1, true))).toMatchObject({ reason: expect.stringContaining("separate") });
    expect(fitAdaptiveQuadrature(study(5, 1), 5)).toMatchObject({
      reason: expect.stringContaining("one random"),
    });
  });
});
