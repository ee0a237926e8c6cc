import {
  type AblationInput,
  type Arm,
  type Driver,
  DriverSchema,
  type EvidenceValue,
  fullFactorial,
  ingredient,
  leaveOneOut,
  shownNumber,
} from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { indexEvidence } from "../measure/evidence-index.js";
import { seededRandom } from "../seeded-random.js";
import { countsOf, type Place, pointOf, samplesOf, studyAblation, studyEvidence } from "../testing/study.js";
import { driverFindings } from "./driver-findings.js";
import { driversBy } from "./drivers-by.js";

const factors = [ingredient("advice"), ingredient("principles"), ingredient("tools")];
const PROMPTS = 12;
const mixed = (levels: Arm["levels"], stage: string) => ({
  components: [
    { dataset: levels.advice === true ? "advice" : "chat", kind: "generic", tokens: 1000 },
    ...(stage === "rl" && levels.tools === true
      ? [{ dataset: "tools", kind: "tool-definitions", tokens: 10 }]
      : []),
    ...(levels.principles === true ? [{ dataset: "documents", kind: "principles", tokens: 3000 }] : []),
  ],
});
const arms = fullFactorial(factors).map(({ name, levels }) => ({
  name,
  levels,
  mixes: { sft: mixed(levels, "sft") },
}));
const ablation = (change: Partial<AblationInput> = {}) =>
  studyAblation({ factors, arms, control: "control", stages: [{ name: "sft" }], ...change });

type Entry = readonly [Place, EvidenceValue];

/** Each arm lowers the rate by what its factors do; runs and prompts differ. */
function entriesOf(
  names: readonly { readonly name: string; readonly levels?: Arm["levels"] | undefined }[],
  runs: (arm: string) => number,
): Entry[] {
  const random = seededRandom(7);
  return names.flatMap(({ name, levels = {} }) =>
    Array.from({ length: runs(name) }, (_, seed): Entry => {
      const rate =
        0.7 -
        (levels.advice === true ? 0.3 : 0) -
        (levels.principles === true ? 0.2 : 0) +
        0.1 * random.uniform();
      const events = Array.from({ length: PROMPTS }, (__, prompt) =>
        Math.round(20 * Math.min(1, Math.max(0, rate + 0.02 * (prompt - 6)))),
      );
      return [{ arm: name, seed, stage: "sft" }, samplesOf(events, 20)];
    }),
  );
}

const driversOf = (entries: readonly Entry[], change: Partial<AblationInput> = {}): Driver[] =>
  driverFindings(indexEvidence(ablation(change), studyEvidence(entries, PROMPTS), false));
const only = (entries: readonly Entry[], change: Partial<AblationInput> = {}): Driver => {
  const [first] = driversOf(entries, change);
  if (first === undefined) throw new Error("no driver");
  return DriverSchema.parse(first);
};
const contrastOf = (driver: Driver, name: string) => {
  const found = driver.contrasts.find(({ factors: own }) => own.join(":") === name);
  if (found === undefined) throw new Error(`no contrast ${name}`);
  return found;
};
const estimateOf = (driver: Driver, name: string) => {
  const quantity = shownNumber(contrastOf(driver, name))?.quantity;
  if (quantity?.status !== "estimated") throw new Error("no estimate");
  return quantity;
};

describe("driverFindings", () => {
  const driver = only(entriesOf(arms, () => 3));

  it("finds the effects that were put in, with both targets and both methods", () => {
    expect(driver.design.kind).toBe("full-factorial");
    expect(estimateOf(driver, "advice").estimate).toBeCloseTo(-0.3, 1);
    expect(estimateOf(driver, "principles").estimate).toBeCloseTo(-0.2, 1);
    expect(Math.abs(estimateOf(driver, "tools").estimate)).toBeLessThan(0.05);
    expect(estimateOf(driver, "advice").df).not.toBeNull();
    const { numbers } = contrastOf(driver, "advice");
    expect(new Set(numbers.map(({ target, method, scale }) => `${target} ${method} ${scale}`)).size).toBe(6);
  });

  it("adjusts main effects among each other, and interactions not at all", () => {
    const raw = estimateOf(driver, "advice").pValue ?? 1;
    expect(shownNumber(contrastOf(driver, "advice"))?.pAdjusted).toBeLessThanOrEqual(3 * raw + 1e-15);
    expect(shownNumber(contrastOf(driver, "advice"))?.pAdjusted).toBeGreaterThanOrEqual(raw);
    expect(shownNumber(contrastOf(driver, "advice:principles"))?.pAdjusted).toBeNull();
  });

  it("knows that tools changed nothing in the training yet, and keeps them out of the family", () => {
    expect(contrastOf(driver, "tools").notYetApplied).toBe(true);
    expect(contrastOf(driver, "advice").notYetApplied).toBe(false);
    expect(shownNumber(contrastOf(driver, "tools"))?.pAdjusted).toBeNull();
  });

  it("divides the whole difference into shares that add up to it", () => {
    const { attribution } = driver;
    if (attribution.status !== "estimated") throw new Error(attribution.reason);
    for (const scale of ["difference", "log-odds"] as const) {
      const value = (numbers: typeof attribution.total) => {
        const quantity = numbers.find((number) => number.scale === scale)?.quantity;
        return quantity?.status === "estimated" ? quantity.estimate : Number.NaN;
      };
      const sum = attribution.shares.reduce((total, { shapley }) => total + value(shapley), 0);
      expect(sum).toBeCloseTo(value(attribution.total), 10);
    }
    expect(attribution.shares[0]?.owen).toBeNull();
  });

  it("gives Owen's shares where factors name groups", () => {
    const grouped = factors.map((factor) =>
      factor.name === "tools" ? factor : { ...factor, group: "data" },
    );
    const { attribution } = only(
      entriesOf(arms, () => 2),
      { factors: grouped },
    );
    expect(attribution.status === "estimated" && attribution.shares.every(({ owen }) => owen !== null)).toBe(
      true,
    );
  });

  it("turns round when the levels are named the other way", () => {
    const reversed = factors.map((factor) => ({ ...factor, levels: [...factor.levels].reverse() }));
    const other = only(
      entriesOf(arms, () => 3),
      { factors: reversed },
    );
    const [one, two] = [estimateOf(driver, "advice"), estimateOf(other, "advice")];
    expect(two.estimate).toBeCloseTo(-one.estimate, 12);
    expect(two.interval?.upper).toBeCloseTo(-(one.interval?.lower ?? 0), 10);
    expect(two.pValue).toBeCloseTo(one.pValue ?? 0, 10);
  });

  it("says that documents cannot be told from tokens where they bring most of them", () => {
    expect(driver.tokens.status).toBe("confounded");
    expect(driver.warnings.map(({ code }) => code)).toContain("token-confounding");
    const matched = arms.map((arm) => ({
      ...arm,
      mixes: { sft: { components: [{ dataset: arm.name, kind: "x", tokens: 5 }] } },
    }));
    expect(
      only(
        entriesOf(arms, () => 2),
        { arms: matched },
      ).tokens.status,
    ).toBe("matched");
    const silent = arms.map(({ mixes: _mixes, ...arm }) => arm);
    expect(
      only(
        entriesOf(arms, () => 2),
        { arms: silent },
      ).tokens,
    ).toMatchObject({ status: "unknown" });
  });

  it("judges effects by Lenth's method where no arm has a second run, and pools a single run with the others", () => {
    const single = only(entriesOf(arms, () => 1));
    expect(contrastOf(single, "advice").shownMethod).toBe("lenth");
    expect(estimateOf(single, "advice").pValue).toBeLessThan(0.05);
    expect(estimateOf(single, "tools").pValue).toBeGreaterThan(0.05);
    const uneven = only(entriesOf(arms, (arm) => (arm === "tools" ? 1 : 3)));
    expect(estimateOf(uneven, "advice").interval).not.toBeNull();
    const welch = driversBy(ablation(), [uneven], "welch")[0]?.contrasts[0];
    expect(welch?.shownMethod).toBe("welch");
    expect(welch && shownNumber(welch)?.quantity).toMatchObject({
      reason: expect.stringContaining("one run"),
    });
  });

  it.each([
    ["pair", 3, "compares two arms"],
    ["lenth", 3, "an arm has a second run"],
    ["welch", 1, "no arm has a second run"],
  ] as const)("has no number by %s where that is not made for the contrast", (method, runs, reason) => {
    const found = driversBy(ablation(), [only(entriesOf(arms, () => runs))], method)[0];
    expect(DriverSchema.parse(found)).toEqual(found);
    for (const contrast of found?.contrasts ?? []) {
      expect(contrast.numbers.map((number) => number.method)).toEqual(Array(4).fill(method));
      expect(shownNumber(contrast)).toMatchObject({
        method,
        quantity: { status: "not-estimable", reason: expect.stringContaining(reason) },
      });
      expect(["not-settled", null]).toContain(contrast.reading);
    }
  });

  it("keeps Lenth's method from contrasts that are not orthogonal", () => {
    const rest = arms.filter(({ name }) => name !== "advice+principles+tools");
    const single = only(entriesOf(rest, () => 1));
    expect(contrastOf(single, "advice").shownMethod).toBe("pooled");
    expect(estimateOf(single, "advice").interval).toBeNull();
  });

  it("identifies what it can where an arm is missing, and bounds the shares", () => {
    const rest = arms.filter(({ name }) => name !== "advice+principles+tools");
    const found = only(entriesOf(rest, () => 3));
    expect(found.design).toMatchObject({ kind: "incomplete", missing: ["advice+principles+tools"] });
    expect(estimateOf(found, "advice").estimate).toBeCloseTo(-0.3, 1);
    const { attribution } = found;
    if (attribution.status !== "not-estimable") throw new Error("estimated");
    for (const { lower, upper } of attribution.bounds) expect(upper - lower).toBeCloseTo(1 / 3, 10);
  });

  it("speaks of what is lost when a source is removed, by the estimator of leads", () => {
    const out = leaveOneOut(factors).map(({ name, levels }) => ({ name, levels }));
    const found = only(
      entriesOf(out, () => 3),
      { arms: out, control: "all" },
    );
    expect(found.contrasts.map(({ kind }) => kind)).toEqual([
      "lost-when-removed",
      "lost-when-removed",
      "lost-when-removed",
    ]);
    expect(contrastOf(found, "advice").shownMethod).toBe("pair");
    expect(estimateOf(found, "advice").estimate).toBeLessThan(-0.15);
    expect(found.attribution.status).toBe("not-estimable");
  });

  it("gives values without intervals for published points, and a reason where nothing is known of prompts", () => {
    const points = arms.map(
      ({ name }, index): Entry => [{ arm: name, seed: null, stage: "sft" }, pointOf(0.5 - index / 20)],
    );
    const found = only(points);
    for (const { numbers } of found.contrasts)
      for (const { quantity } of numbers)
        if (quantity.status === "estimated" && quantity.interval === null)
          expect(quantity.reason).not.toBeNull();
    const counts = arms.flatMap(({ name }, index) =>
      [0, 1].map((seed): Entry => [{ arm: name, seed, stage: "sft" }, countsOf(index + seed, 40)]),
    );
    const counted = only(counts);
    expect(contrastOf(counted, "advice").shownTarget).toBe("suite-fixed");
    expect(
      contrastOf(counted, "advice").numbers.filter(({ target }) => target === "prompt-general")[0]?.quantity,
    ).toMatchObject({
      status: "not-estimable",
    });
  });

  it("never writes NaN, whatever the scores", () => {
    for (const events of [0, 20])
      for (const runs of [1, 2]) {
        const flat = arms.flatMap(({ name }) =>
          Array.from(
            { length: runs },
            (_, seed): Entry => [
              { arm: name, seed, stage: "sft" },
              samplesOf(new Array<number>(PROMPTS).fill(events), 20),
            ],
          ),
        );
        const text = JSON.stringify(only(flat), (_, value: unknown) =>
          typeof value === "number" && !Number.isFinite(value) ? "NOT A NUMBER" : value,
        );
        expect(text).not.toContain("NOT A NUMBER");
        expect(text).not.toContain('"standardError":0');
      }
    expect(driversOf([])).toEqual([]);
  });
});
