import { findingOn } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "../analyse.js";
import { samplesOf, studyAblation, studyEvidence } from "../testing/study.js";

const PROMPTS = 12;
const EPOCHS = 5;

/** Two arms without a single event after RL, beside one whose runs differ. */
function studied() {
  const ablation = studyAblation({
    arms: [{ name: "control" }, { name: "advice" }, { name: "other" }],
  });
  const events = { control: [3, 2, 4], advice: [1, 0, 1], other: [1, 2, 3] };
  const entries = Object.entries(events).flatMap(([arm, counts]) =>
    counts.flatMap((count, seed) =>
      ["sft", "rl"].map((stage) => {
        const own = stage === "rl" && arm !== "other" ? 0 : count;
        const scores = Array.from({ length: PROMPTS }, (_, prompt) =>
          own === 0 ? 0 : Math.min(EPOCHS, own + ((prompt * 5 + seed) % 3) - 1),
        );
        return [{ arm, seed, stage }, samplesOf(scores, EPOCHS)] as const;
      }),
    ),
  );
  return analyse(ablation, studyEvidence(entries, PROMPTS));
}

describe("a stage at which neither arm has an event", () => {
  const { effects, durability } = studied();
  const effect = effects.find(({ arm, moment }) => arm === "advice" && moment.stage === "rl");
  const lead = effect === undefined ? undefined : findingOn(effect, "difference", effect.shownTarget);
  const own = durability.find(({ arm }) => arm === "advice");

  it("has one interval, as a lead and as the end state of its durability", () => {
    if (lead?.status !== "estimated") throw new Error("a lead is expected");
    expect(lead.warnings.map(({ code }) => code)).toContain("variance-borrowed");
    expect(own?.endState?.interval).toEqual(lead.interval);
    expect(own?.endState?.pValue).toBe(lead.pValue);
  });

  it("stands in for its variance with the half-width of that interval", () => {
    const retention = own?.retentions.find(
      ({ scale, target }) => scale === "difference" && target === own.shownTarget,
    );
    if (lead?.status !== "estimated" || retention?.status !== "estimated")
      throw new Error("numbers are expected");
    const half = ((lead.interval?.upper ?? 0) - (lead.interval?.lower ?? 0)) / 2;
    // scipy 1.10.1: t.ppf(.975, 6)
    expect(lead.df).toBe(6);
    expect(retention.to.standardError).toBeCloseTo(half / 2.4469118511449692, 10);
  });
});
