import { type Evidence, PowerRowSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../seeded-random.js";
import { countsOf, type Place, samplesOf, studyAblation, studyEvidence } from "../testing/study.js";
import { ablationPower, designPower } from "./ablation-power.js";

const NOTHING: Evidence = { runs: [], samples: {}, outcomes: [] };
const PROMPTS = 60;
const EPOCHS = 8;

/** Rates that vary by 0.05 between seeds and 0.1 between prompts of a seed, around 0.4 + what the arm adds to a prompt. */
function simulated(runs: number): Evidence {
  const random = seededRandom(7);
  const effects = Array.from({ length: PROMPTS }, () => 0.12 * random.normal());
  const entries = ["control", "advice"].flatMap((arm) =>
    Array.from({ length: runs }, (_, seed) => {
      const own = 0.05 * random.normal();
      const events = effects.map((effect) => {
        const rate = 0.4 + own + (arm === "advice" ? effect : 0) + 0.1 * random.normal();
        return random.binomial(EPOCHS, Math.min(1, Math.max(0, rate)));
      });
      return [{ arm, seed, stage: "sft" } satisfies Place, samplesOf(events, EPOCHS)] as const;
    }),
  );
  return studyEvidence(entries, PROMPTS);
}

describe("ablationPower", () => {
  it("takes what is registered, and says what it assumes", () => {
    const [row] = ablationPower(studyAblation({ seeds: 5, plan: { smallestEffect: 0.1 } }), NOTHING, {});
    expect(row?.design.runs).toEqual({ value: 5, from: "registered", df: null, atMost: null });
    expect(row?.design.prompts.from).toBe("assumed");
    expect(row?.spread.seed).toEqual({ value: 0.044, from: "assumed", df: null, atMost: null });
    expect(row?.design.comparisons).toMatchObject({ value: 2, from: "registered" });
    expect(row?.cheapest.map(({ step }) => step)).toEqual(["alone", "holm-first"]);
    expect(PowerRowSchema.parse(row)).toEqual(row);
  });

  it("finds in outcomes the deviations that they were made with", () => {
    const [row] = ablationPower(studyAblation(), simulated(40), {});
    const { seed, seedByPrompt, score, armByPrompt } = row?.spread ?? {};
    expect(row?.stage).toBe("sft");
    expect(row?.design.epochs).toEqual({ value: EPOCHS, from: "evidence", df: null, atMost: null });
    expect(seed).toMatchObject({ from: "evidence", df: 78 });
    expect(seed?.atMost).toBeGreaterThan(0.05);
    expect(seed?.atMost).toBeLessThan(0.07);
    expect(seed?.value).toBeCloseTo(0.05, 1);
    expect(seedByPrompt?.value).toBeCloseTo(0.1, 1);
    expect(score?.value).toBeCloseTo(Math.sqrt(0.4 * 0.6 - 0.1 ** 2), 1);
    expect(armByPrompt?.value).toBeCloseTo(0.12, 1);
    expect(Math.abs((seed?.value ?? 0) - 0.05)).toBeLessThan(0.012);
    expect(Math.abs((seedByPrompt?.value ?? 0) - 0.1)).toBeLessThan(0.012);
    expect(Math.abs((armByPrompt?.value ?? 0) - 0.12)).toBeLessThan(0.025);
  });

  it("counts runs once, however many judges scored them and checkpoints are averaged", () => {
    const random = seededRandom(3);
    const entries = ["control", "advice"].flatMap((arm) =>
      [0, 1, 2].flatMap((seed) =>
        [100, 150, 200].flatMap((step) => {
          const events = Array.from({ length: 20 }, () => random.binomial(2, 0.4));
          return ["first", "second"].map(
            (judge) =>
              [{ arm, seed, stage: "rl", step, judge } satisfies Place, samplesOf(events, 2)] as const,
          );
        }),
      ),
    );
    const last = { plan: { lastCheckpoints: 3 } };
    const both = ablationPower(studyAblation(last), studyEvidence(entries, 20), {})[0];
    const alone = entries.filter(([{ judge }]) => judge === "first");
    expect(both).toEqual(ablationPower(studyAblation(last), studyEvidence(alone, 20), {})[0]);
    expect(both?.judge).toBe("first");
    expect(both?.design.epochs.value).toBe(2);
    expect(both?.spread.seed.df).toBe(4);
    expect(both?.spread.seedByPrompt.df).toBe(4 * 19);
    expect(both?.spread.score.df).toBe(2 * 3 * 20);
  });

  it("takes what counts explain off the seeds", () => {
    const entries = [0.2, 0.3, 0.4].flatMap((rate, seed) =>
      ["control", "advice"].map(
        (arm) =>
          [{ arm, seed, stage: "sft" } satisfies Place, countsOf(Math.round(rate * 500), 500)] as const,
      ),
    );
    const [row] = ablationPower(studyAblation(), studyEvidence(entries, 0), {});
    const within = (0.3 * 0.7) / 500;
    expect(row?.spread.seed.value).toBeCloseTo(Math.sqrt(0.01 - within), 12);
    expect(row?.spread.score.value).toBeCloseTo(Math.sqrt(0.3 * 0.7), 12);
    // A design of fewer scores than were counted varies more.
    const [small] = ablationPower(studyAblation(), studyEvidence(entries, 0), { prompts: 20, epochs: 1 });
    expect(small?.runDeviation).toBeGreaterThan(0.1);
  });

  it("has a reason instead of a number for one run an arm, and never NaN", () => {
    const [row] = ablationPower(studyAblation({ seeds: 1, plan: { smallestEffect: 0.05 } }), NOTHING, {});
    expect(
      row?.leads.every(({ detectable, power, reason }) => detectable === null && power === null && reason),
    ).toBe(true);
    expect(row?.retention.every(({ provable }) => provable === null)).toBe(true);
    expect(PowerRowSchema.safeParse(row).success).toBe(true);
  });

  it("scales with a graded metric's range", () => {
    const metrics = [
      {
        name: "score",
        direction: "higher-is-better" as const,
        scale: { kind: "graded" as const, lower: 0, upper: 10 },
      },
    ];
    const graded = studyAblation({ evals: [{ id: "blackmail@1", role: "target", metrics }] });
    const [wide] = ablationPower(graded, NOTHING, {});
    const [rate] = ablationPower(studyAblation(), NOTHING, {});
    expect(wide?.runDeviation).toBeCloseTo(10 * (rate?.runDeviation ?? Number.NaN), 12);
  });
});

describe("designPower", () => {
  it("needs no ablation, and obeys what it is given", () => {
    const row = designPower({ runs: 3, arms: 8, seedSd: 0.044, promptSd: 0, rate: 0.25, effect: 0.05 });
    const own = row.leads.find(
      ({ variance, target, step }) => variance === "pair" && target === "suite-fixed" && step === "alone",
    );
    // 4.61 / 4.4 of the 13.5 points that the page prints for a run deviation of 4.4.
    expect((own?.detectable ?? 0) * 100).toBeCloseTo((13.5 * 4.61) / 4.4, 1);
    expect(row.cheapest[0]?.design?.power).toBeGreaterThan(0.8);
    expect(row.promptsOnly).toBeLessThan(0.04);
  });
});
