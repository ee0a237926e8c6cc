import { describe, expect, it } from "vitest";
import { MetricLineSchema, metricNumber, metricRun, metricValue, parseRunKey } from "./metric-line.js";
import { runKey } from "./outcome.js";

const point = { runKey: "advice/0/0", stage: "rl", key: "loss", step: 0, value: 1 };

describe("a point of a training metric", () => {
  it.each([
    [0.5, 0.5],
    [-0, -0],
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["-Infinity", Number.NEGATIVE_INFINITY],
  ] as const)("has the value %s", (wire, value) => {
    expect(MetricLineSchema.parse({ ...point, value: wire }).value).toBe(wire);
    expect(metricNumber(wire)).toBe(value);
    expect(metricValue(value)).toBe(wire);
  });

  it.each([
    ["value", null],
    ["value", "nan"],
    ["value", "1"],
    ["value", Number.NaN],
    ["step", 1.5],
    ["step", 2 ** 60],
    ["key", ""],
    ["key", "a\u0000"],
    ["key", "a\n"],
    ["key", "x".repeat(251)],
    ["at", "yesterday"],
    ["at", "1969-12-31T23:59:59Z"],
    ["at", "9999-12-31T23:59:59-01:00"],
    ["runKey", "advice"],
    ["runKey", "advice//0"],
    ["runKey", "../../etc/0"],
    ["seed", 0],
    ["arm", "advice"],
  ])("is refused with the %s %j", (field, value) => {
    expect(MetricLineSchema.safeParse({ ...point, [field]: value }).success).toBe(false);
  });

  it("needs a run", () => {
    const { runKey: _key, ...rest } = point;
    expect(MetricLineSchema.safeParse(rest).success).toBe(false);
    expect(metricRun(MetricLineSchema.parse({ ...rest, arm: "advice", run: "w" }))).toMatchObject({
      ...{ arm: "advice", seed: null, branch: 0, callerId: "w" },
    });
  });

  it("has a key in any script, and marks of any language of programs", () => {
    for (const key of ["train/损失", "𝛼", "<script>", "'; drop table metric; --", " "])
      expect(MetricLineSchema.parse({ ...point, key }).key).toBe(key);
  });
});

it.each(["advice/0/0", "advice/12/3", "a.b/unknown/0", "a/unknown:job/7 <x>/2", "a/unknown:unknown/0"])(
  "the key %s is that of the run it names",
  (key) => {
    expect(runKey(parseRunKey(key))).toBe(key);
  },
);

it.each(["advice", "advice/0", "/0/0", "advice/x/0", "advice/unknown:/0", "advice/-1/0"])(
  "%s is not the key of a run",
  (key) => {
    expect(() => parseRunKey(key)).toThrow("not the key of a run");
  },
);
