import { DurabilityAnswerSchema, type Intervention } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { adviceEvidence } from "../testing/advice-evidence.js";
import { adviceRegistration, scriptedStore } from "../testing/scripted-store.js";
import { answerDurability } from "./answer-durability.js";

/** The same evidence with five checkpoints in the last stage. */
function followed() {
  const evidence = adviceEvidence();
  return {
    ...evidence,
    outcomes: evidence.outcomes.flatMap((outcome) =>
      outcome.stage !== "rl"
        ? [outcome]
        : [100, 200, 300, 400, 500].map((step) => ({
            ...outcome,
            step,
            outcomeId: `${outcome.outcomeId}-${step}`,
          })),
    ),
  };
}

function contextOf(interventions: readonly Intervention[] = []) {
  const store = scriptedStore({
    registration: async () => adviceRegistration(),
    evidence: async () => followed(),
    interventions: async () => interventions,
    cachedAnalysis: async () => null,
    cacheAnalysis: async () => {},
  });
  return { store, now: () => new Date(0), actor: "test" };
}

const asked = { identity: "advice@1", excluded: "without" } as const;

describe("answerDurability", () => {
  it("answers in numbers and in words, with nothing but durability", async () => {
    const answer = await answerDurability(contextOf(), asked);
    expect(DurabilityAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer.sentences.length).toBeGreaterThan(0);
    expect(answer.durability[0]?.levels?.from.arm).not.toBeNull();
    expect(answer.trajectories.flatMap(({ decays }) => decays).length).toBeGreaterThan(0);
  });

  it("follows the runs' interventions, which are part of the inputs", async () => {
    const event = { stage: "rl", step: 300, author: "a", reason: "r", change: "c" };
    const plain = await answerDurability(contextOf(), asked);
    const split = await answerDurability(contextOf([{ run: "advice/0/0", ...event }]), asked);
    expect(split.inputsFingerprint).not.toBe(plain.inputsFingerprint);
    const cuts = (answer: typeof plain) =>
      answer.trajectories
        .filter(({ arm }) => arm === "advice")
        .flatMap(({ decays }) => decays.map(({ between }) => between.after));
    expect(cuts(plain)).not.toContain(300);
    expect(cuts(split)).toContain(300);
    expect(split.durability.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toContain(
      "course-split",
    );
  });
});
