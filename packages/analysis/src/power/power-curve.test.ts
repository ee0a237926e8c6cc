import { type Evidence, type PowerCurve, PowerCurveSchema, type PowerRow } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { studyAblation } from "../testing/study.js";
import { ablationPower, ablationPowerCurve, designPower, designPowerCurve } from "./ablation-power.js";

const NOTHING: Evidence = { runs: [], samples: {}, outcomes: [] };
const QUESTION = {
  runs: 3,
  prompts: 100,
  comparisons: 6,
  effect: 0.08,
  lead: 0.2,
  leadSd: 0.05,
  promptSd: 0.1,
};

function atChosen(curve: PowerCurve) {
  const line = curve.lines.find(({ prompts }) => prompts === curve.chosen.prompts);
  return {
    point: line?.points.find(({ runs }) => runs === curve.chosen.runs),
    prompts: curve.prompts.find(({ prompts }) => prompts === curve.chosen.prompts),
    retention: curve.retention.find(({ runs }) => runs === curve.chosen.runs),
    seeds: curve.seeds
      .find(({ seedSd }) => seedSd === curve.seedSd)
      ?.points.find(({ runs }) => runs === curve.chosen.runs),
  };
}

const own = (row: PowerRow, step: "alone" | "holm-first") =>
  row.leads.find((lead) => lead.variance === "pair" && lead.target === row.shownTarget && lead.step === step)
    ?.ownTest;

describe("powerCurve", () => {
  it.each([2, 3, 11, 24, 30, 1000])(
    "passes through what the design itself resolves, with %i runs",
    (runs) => {
      const question = { ...QUESTION, runs };
      const [curve, row] = [designPowerCurve(question), designPower(question)];
      const { point, prompts, retention, seeds } = atChosen(curve);
      expect(point?.detectable).toBe(own(row, "alone")?.detectable);
      expect(point?.power).toBe(own(row, "alone")?.power);
      expect(point?.holmFirst).toBe(own(row, "holm-first")?.detectable);
      expect(prompts).toEqual({
        ...{ prompts: 100, detectable: point?.detectable, promptsOnly: row.promptsOnly },
      });
      expect(seeds?.detectable).toBe(point?.detectable);
      const rule = row.retention.find(
        ({ variance, target }) => variance === "pair" && target === row.shownTarget,
      );
      expect(retention).toEqual({ runs, provable: rule?.provable, power: rule?.power });
      expect(PowerCurveSchema.parse(curve)).toEqual(curve);
    },
  );
  it("needs smaller leads with every run, prompt and likeness of seeds", () => {
    const curve = designPowerCurve(QUESTION);
    const falls = (values: readonly number[]) => expect([...values].sort((a, b) => b - a)).toEqual(values);
    for (const { points } of curve.lines) falls(points.map(({ detectable }) => detectable));
    falls(curve.lines.map(({ points }) => points[1]?.detectable ?? 0));
    falls(curve.prompts.map(({ detectable }) => detectable));
    falls(curve.seeds.map(({ points }) => points[1]?.detectable ?? 0).reverse());
    for (const { points } of curve.lines)
      for (const { detectable, holmFirst } of points) expect(holmFirst).toBeGreaterThan(detectable);
  });
  it("shows that prompts without end leave what seeds make, which a z-test does not see", () => {
    const { prompts } = designPowerCurve({ ...QUESTION, leadSd: 0, promptSd: 0 });
    const [last] = prompts.slice(-1);
    expect(last?.promptsOnly).toBeLessThan(0.006);
    // 15.5 points are what three runs an arm resolve at a seed deviation of 4.4
    expect(last?.detectable).toBeGreaterThan(0.15);
  });
  it("leaves designs with one run an arm out, and has no power where no effect is named", () => {
    const curve = designPowerCurve({ runs: 1 });
    expect(curve.prompts).toEqual([]);
    expect(curve.lines[0]?.points[0]).toMatchObject({ runs: 2, power: null });
    expect(curve.retention[0]?.power).toBeNull();
    expect(PowerCurveSchema.safeParse(curve).success).toBe(true);
  });
  it("stays finite at the ends of what may be asked", () => {
    for (const extreme of [
      { runs: 1000, prompts: 1e9, epochs: 1e9, comparisons: 1e6, alpha: 1e-6 },
      { runs: 2, prompts: 1, epochs: 1, seedSd: 0, promptSd: 0, rate: 1e-9, power: 0.999, correlation: 1 },
      { runs: 2, prompts: 1, seedSd: 1e9, comparisons: 1e6, alpha: 1e-6, effect: 1e-9, leadSd: 1e9 },
    ])
      expect(PowerCurveSchema.safeParse(designPowerCurve(extreme)).success).toBe(true);
  });
  it("is about one eval of an ablation, on what is registered of it", () => {
    const ablation = studyAblation({ seeds: 5, plan: { smallestEffect: 0.1 } });
    const [value] = ablation.evals;
    if (value === undefined) throw new Error("the study has an eval");
    const { curve, rows, registered } = ablationPowerCurve(ablation, NOTHING, value, { runs: 5 });
    expect(rows).toEqual(ablationPower(ablation, NOTHING, { runs: 5 }));
    expect(registered).toEqual(ablationPower(ablation, NOTHING, {})[0]);
    const [row] = rows;
    expect(curve).toMatchObject({ eval: value.id, chosen: { runs: 5 }, smallestEffect: 0.1 });
    expect(row === undefined ? null : atChosen(curve).point?.detectable).toBe(
      row === undefined ? undefined : own(row, "alone")?.detectable,
    );
  });
});
