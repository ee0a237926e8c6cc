import { beforeAll, describe, expect, it } from "vitest";
import { analyse } from "./analyse.js";
import { countsOf, type Place, studyAblation, studyEvidence } from "./testing/study.js";

const ablation = studyAblation({
  arms: [
    { name: "control", levels: { reasons: false, "re-write": false } },
    { name: "reasons", levels: { reasons: true, "re-write": false } },
    { name: "both", levels: { reasons: true, "re-write": true } },
  ],
  factors: [
    { name: "reasons", kind: "ingredient", levels: [false, true] },
    { name: "re-write", kind: "pipeline-step", levels: [false, true] },
  ],
  evals: [
    {
      id: "blackmail@1",
      role: "target",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      relation: "in-distribution",
    },
    {
      id: "ethics@1",
      role: "held-out",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      relation: "out-of-distribution",
    },
  ],
});
const rates = { control: 40, reasons: 20, both: 10 } as const;
const evidence = studyEvidence(
  (["control", "reasons", "both"] as const).flatMap((arm) =>
    ["blackmail@1", "ethics@1"].flatMap((name) =>
      [0, 1].map((seed): [Place, ReturnType<typeof countsOf>] => [
        { arm, seed, stage: "sft", eval: name, condition: { goal: 'a, "b"' } },
        countsOf(rates[arm] + seed, 100),
      ]),
    ),
  ),
  0,
);
const analysis = analyse(ablation, evidence);

describe("frames", { timeout: 60_000 }, () => {
  let frames: typeof import("./frame.js");
  beforeAll(async () => {
    frames = await import("./frame.js");
  }, 60_000);

  it("has a row a finding, with the arm's factors as columns", () => {
    const frame = frames.findingsFrame(analysis, ablation);
    expect(frame.shape).toEqual([16, frame.columns.length]);
    expect(frame.columns).toEqual(
      expect.arrayContaining(["reasons", "re-write", "factor", "role", "estimate", "pAdjusted"]),
    );
  });

  it("has a row an outcome", () => {
    const frame = frames.evidenceFrame(evidence);
    expect(frame.shape[0]).toBe(12);
    const means: ArrayLike<unknown> = frame.column("mean").values;
    expect(Array.from(means)).toContain(0.4);
  });

  it("groups by factors and roles, dashes in names or not", () => {
    const groups = frames.groupFindings(analysis, ablation, ["factor", "role"]);
    expect(groups.map(({ factor, role, comparisons }) => [factor, role, comparisons])).toEqual([
      ["reasons", "target", 1],
      ["reasons", "held-out", 1],
      ["reasons+re-write", "target", 1],
      ["reasons+re-write", "held-out", 1],
    ]);
    expect(groups[0]?.meanEstimate).toBeCloseTo(-0.2, 12);
    expect(frames.groupFindings(analysis, ablation, ["reasons"])).toEqual([
      {
        reasons: true,
        comparisons: 4,
        estimated: 4,
        standing: expect.any(Number),
        meanEstimate: expect.closeTo(-0.25, 12),
        leastEstimate: expect.closeTo(-0.3, 12),
        greatestEstimate: expect.closeTo(-0.2, 12),
      },
    ]);
  });

  it("pivots", () => {
    expect(frames.pivotFindings(analysis, ablation, { rows: "arm", columns: "eval" })).toEqual([
      { arm: "reasons", "blackmail@1": expect.closeTo(-0.2, 12), "ethics@1": expect.closeTo(-0.2, 12) },
      { arm: "both", "blackmail@1": expect.closeTo(-0.3, 12), "ethics@1": expect.closeTo(-0.3, 12) },
    ]);
  });

  it("refuses a column that there is not, naming those there are", () => {
    expect(() => frames.groupFindings(analysis, ablation, ["rolle"])).toThrow(
      expect.objectContaining({ code: "unknown-name", remedy: expect.stringContaining("role") }),
    );
  });

  it("counts what is not estimable instead of averaging it", () => {
    const half = analyse(ablation, {
      ...evidence,
      outcomes: evidence.outcomes.filter(({ arm, eval: name }) => arm !== "both" || name !== "ethics@1"),
    });
    const [group] = frames.groupFindings(half, ablation, ["stage"]);
    expect(group).toMatchObject({ comparisons: 4, estimated: 3 });
    expect(group?.meanEstimate).toBeCloseTo((-0.2 - 0.2 - 0.3) / 3, 12);
  });

  it("writes CSV that quotes what needs it and leaves missing values empty", () => {
    const csv = frames.toCsv(frames.findingsFrame(analysis, ablation));
    expect(csv.split("\n")).toHaveLength(18);
    expect(csv).toContain('"goal a, ""b"""');
    expect(csv).not.toMatch(/NaN|null|undefined/);
    expect(
      frames.toCsv([
        { a: 1, b: null },
        { a: 'x"y', b: true },
      ]),
    ).toBe('a,b\n1,\n"x""y",true\n');
  });

  it("groups nothing into nothing", () => {
    expect(frames.groupFindings(analyse(ablation, studyEvidence([], 0)), ablation, ["role"])).toEqual([]);
  });
});
