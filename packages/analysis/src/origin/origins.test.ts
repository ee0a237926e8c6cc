import { type EvidenceValue, type Origin, OriginSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { levelRows } from "../findings/level-rows.js";
import { indexEvidence } from "../measure/evidence-index.js";
import { countsOf, type Place, pointOf, samplesOf, studyAblation, studyEvidence } from "../testing/study.js";
import { readingOf } from "./origin-reading.js";
import { origins } from "./origins.js";

const PROMPTS = 40;
type Entry = readonly [Place, EvidenceValue];

const events = (count: number, from = 0) =>
  samplesOf(
    Array.from({ length: PROMPTS }, (_, prompt) => ((prompt * 7 + from) % PROMPTS < count ? 1 : 0)),
    1,
  );

const runsOf = (arm: string, stage: string, values: readonly EvidenceValue[], place: Partial<Place> = {}) =>
  values.map((value, seed): Entry => [{ arm, seed, stage, ...place }, value]);

function originsOf(entries: readonly Entry[], isShared = false): Origin[] {
  const ablation = studyAblation({
    stages: [{ name: "base", ...(isShared ? { shared: true } : {}) }, { name: "sft" }, { name: "rl" }],
  });
  const index = indexEvidence(ablation, studyEvidence(entries, PROMPTS), false);
  return origins(index, levelRows(index)).map((origin) => OriginSchema.parse(origin));
}

const NEAR = [16, 20, 15, 22];
const LATE = [4, 6, 5, 9];
const CONTROL_NEAR = [21, 25, 19];
const CONTROL_LATE = [20, 23, 18];
const study = (value: (count: number, run: number) => EvidenceValue): Entry[] => [
  ...runsOf("advice", "sft", NEAR.map(value)),
  ...runsOf("advice", "rl", LATE.map(value)),
  ...runsOf("control", "sft", CONTROL_NEAR.map(value)),
  ...runsOf("control", "rl", CONTROL_LATE.map(value)),
];
const ofArm = (found: readonly Origin[], arm: string) => found.find((origin) => origin.arm === arm);

describe("origins", () => {
  it("pairs runs over stages, and sets the arm's change against its control's (R 4.2.2 t.test)", () => {
    const advice = ofArm(originsOf(study((count) => countsOf(count, PROMPTS))), "advice");
    const [step] = advice?.steps ?? [];
    const change = step?.change.quantity;
    if (change?.status !== "estimated") throw new Error("a change is expected");
    expect(change.estimate).toBeCloseTo(-0.30625, 12);
    expect(change.standardError).toBeCloseTo(0.0213478140957492, 12);
    expect(change.df).toBe(3);
    const fromData = step?.fromData.quantity;
    if (fromData?.status !== "estimated") throw new Error("a change is expected");
    expect(fromData.estimate).toBeCloseTo(-0.272916666666667, 12);
    expect(fromData.standardError).toBeCloseTo(0.0229166666666667, 12);
    expect(fromData.df).toBeCloseTo(3.84985537733369, 10);
    expect(fromData.interval?.lower).toBeCloseTo(-0.337534219419716, 10);
    expect(advice?.reading).toBe("trained-in");
    expect(advice?.target).toBe("suite-fixed");
  });

  it("adds up: the steps are the way from start to end", () => {
    const advice = ofArm(
      originsOf([...study(events), ...runsOf("advice", "base", [18, 19, 17, 20].map(events))]),
      "advice",
    );
    expect(advice?.steps).toHaveLength(2);
    const sum = (advice?.steps ?? []).reduce(
      (total, { change }) => total + (change.quantity.status === "estimated" ? change.quantity.estimate : 0),
      0,
    );
    expect(advice?.total.status === "estimated" && advice.total.estimate).toBeCloseTo(sum, 12);
    expect((advice?.end.level ?? 0) - (advice?.start.level ?? 0)).toBeCloseTo(sum, 12);
    for (const { change } of advice?.steps ?? []) {
      if (change.quantity.status !== "estimated") throw new Error("a change is expected");
      expect(change.joint?.lower ?? 0).toBeLessThan(change.quantity.interval?.lower ?? 0);
    }
  });

  it("gives the control its own origin, without a part that is due to data", () => {
    const control = ofArm(originsOf(study(events)), "control");
    expect(control?.control).toBeNull();
    expect(control?.steps[0]?.fromData.quantity).toMatchObject({ reason: "it has no control" });
  });

  it("lets a shared base drop out of what is due to data, and names it", () => {
    const base = runsOf("control", "base", [events(24)], { shared: true });
    const found = originsOf([...base, ...study(events)], true);
    const advice = ofArm(found, "advice");
    expect(advice?.sharedBase).toBe(true);
    expect(advice?.start.level).toBeCloseTo(0.6, 12);
    expect(advice?.warnings.map(({ code }) => code)).toContain("shared-base");
    const data = advice?.steps[0]?.fromData.quantity;
    const lead = 73 / 160 - 65 / 120;
    expect(data?.status === "estimated" && data.estimate).toBeCloseTo(lead, 12);
  });

  it("tells a change of condition apart from training", () => {
    const base = runsOf("advice", "base", [18, 19, 17, 20].map(events), { condition: { prompt: "plain" } });
    const advice = ofArm(
      originsOf([
        ...base,
        ...study(events).map(([place, value]): Entry => [{ ...place, condition: { prompt: "ai" } }, value]),
      ]),
      "advice",
    );
    expect(advice?.steps.map(({ sameCondition }) => sameCondition)).toEqual([false, true]);
    expect(advice?.warnings.map(({ code }) => code)).toContain("condition-change");
  });

  it("has intervals where every run is at an end of the scale, and never NaN", () => {
    for (const value of [() => events(0), () => events(PROMPTS), () => countsOf(0, PROMPTS)]) {
      const found = originsOf(study(value));
      expect(JSON.stringify(found)).not.toContain("NaN");
      const change = ofArm(found, "advice")?.steps[0]?.change.quantity;
      expect(change).toMatchObject({ status: "estimated", estimate: 0 });
    }
    const single = originsOf(study(() => events(0)).filter(([{ seed }]) => seed === 0));
    expect(ofArm(single, "advice")?.scope).toBe("checkpoint");
  });

  it("says of values alone that they have no interval", () => {
    const single = study((count) => pointOf(count / PROMPTS)).filter(([{ seed }]) => seed === 0);
    const advice = ofArm(originsOf(single), "advice");
    expect(advice?.steps[0]?.change).toMatchObject({
      quantity: { interval: null, reason: "values alone have no uncertainty that could be stated" },
      joint: null,
    });
    expect(advice?.reading).toBe("not-settled");
  });

  it("asks for two stages", () => {
    expect(originsOf(study(events).filter(([{ stage }]) => stage === "rl"))).toEqual([]);
  });
});

describe("readingOf", () => {
  const interval = (lower: number, upper: number) => ({ lower, upper, level: 0.95, unbounded: false });
  const step = (lower: number, upper: number, sameCondition = true) => ({
    sameCondition,
    change: {
      quantity: {
        status: "estimated" as const,
        estimate: (lower + upper) / 2,
        standardError: 0.01,
        df: 4,
        interval: interval(lower, upper),
        pValue: null,
        reason: "",
      },
      joint: interval(lower, upper),
    },
  });
  it.each([
    ["a small change of a large start", 0.4, [-0.05, 0.05], true, "inherited"],
    ["a change beyond chance", 0.4, [-0.35, -0.25], true, "trained-in"],
    ["a change that may be anything", 0.1, [-0.09, 0.2], true, "not-settled"],
    ["a change under another condition", 0.4, [-0.35, -0.25], false, "not-settled"],
    ["a small change under another condition", 0.4, [-0.05, 0.05], false, "not-settled"],
  ] as const)("%s", (_name, start, [lower, upper], sameCondition, expected) => {
    const own = step(lower, upper, sameCondition);
    expect(readingOf(start, own.change.quantity, [own])).toBe(expected);
  });
});
