import { type Analysis, findingOn } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "../analyse.js";
import { pValueOnDf } from "../effects/family-df.js";
import { benjaminiHochberg } from "../multiplicity/benjamini-hochberg.js";
import { holm } from "../multiplicity/holm.js";
import { samplesOf, studyAblation, studyEvidence } from "../testing/study.js";

const EPOCHS = 20;
/** Two runs an arm that happen to lie close together, on prompts that the arms react to differently. */
const EVENTS: Readonly<Record<string, readonly (readonly number[])[]>> = {
  control: [
    [9, 12, 7, 10, 11, 8, 12, 9],
    [10, 11, 8, 9, 12, 9, 11, 8],
  ],
  first: [
    [3, 8, 1, 6, 4, 5, 9, 2],
    [4, 7, 2, 5, 5, 4, 8, 3],
  ],
  second: [
    [7, 9, 8, 6, 9, 10, 11, 7],
    [8, 8, 7, 7, 10, 9, 10, 8],
  ],
  third: [
    [8, 12, 9, 9, 12, 8, 11, 9],
    [10, 10, 8, 10, 11, 9, 12, 8],
  ],
};

function analysed(arms: readonly string[], registered: readonly string[] = arms): Analysis {
  const members = registered.map((arm) => ({ arm, eval: "blackmail@1", stage: "sft" }));
  const ablation = studyAblation({
    arms: ["control", ...arms].map((name) => ({ name })),
    stages: [{ name: "sft" }],
    plan: { families: [{ name: "leads", question: "lead", members }] },
  });
  const entries = ["control", ...arms].flatMap((arm) =>
    (EVENTS[arm] ?? []).map(
      (events, seed) => [{ arm, seed, stage: "sft" }, samplesOf([...events], EPOCHS)] as const,
    ),
  );
  return analyse(ablation, studyEvidence(entries, 8));
}

function found(
  { effects }: Pick<Analysis, "effects">,
  target: "prompt-general" | "suite-fixed" = "prompt-general",
) {
  return effects.map((effect) => {
    const finding = findingOn(effect, "difference", target);
    if (finding?.status !== "estimated" || finding.pValue === null || finding.df === null)
      throw new Error("no finding");
    return { ...finding, p: finding.pValue, own: finding.df, fewer: finding.familyDf ?? 0 };
  });
}

describe("p-values that enter a family", () => {
  const several = found(analysed(["first", "second"]));

  it("are those of the same t on the family's degrees of freedom, which the finding shows", () => {
    for (const { own, fewer } of several) expect(fewer).toBeLessThan(own);
    const entering = several.map(({ p, own, fewer }) => pValueOnDf(p, own, fewer));
    expect(several.map(({ pAdjusted }) => pAdjusted)).toEqual(holm(entering, 2));
  });

  it("leave the p-value and the interval beside them as they are", () => {
    const alone = found(analysed(["first"]));
    expect(several[0]?.p).toBe(alone[0]?.p);
    expect(several[0]?.interval).toEqual(alone[0]?.interval);
  });

  it("are the finding's own in a family of one", () => {
    const [alone] = found(analysed(["first"]));
    expect(alone?.pAdjusted).toBe(alone?.p);
    expect(alone?.fewer).toBeLessThan(alone?.own ?? 0);
  });

  it("are the finding's own where the suite is fixed: Welch's degrees of freedom are the runs'", () => {
    const fixed = found(analysed(["first", "second"]), "suite-fixed");
    for (const { own, fewer } of fixed) expect(fewer).toBe(own);
    expect(fixed.map(({ pAdjusted }) => pAdjusted)).toEqual(
      holm(
        fixed.map(({ p }) => p),
        2,
      ),
    );
  });

  it("make the q-values of leads outside of any family, too", () => {
    const { effects } = analysed(["third", "first", "second"], ["third"]);
    const outside = effects.filter(({ family }) => family === null);
    const entering = found({ effects: outside }).map(({ p, own, fewer }) => pValueOnDf(p, own, fewer));
    expect(outside.map(({ qValue }) => qValue)).toEqual(benjaminiHochberg(entering));
    expect(outside).toHaveLength(2);
  });
});
