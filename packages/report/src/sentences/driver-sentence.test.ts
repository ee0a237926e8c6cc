import { describe, expect, it } from "vitest";
import { ablation, contrast, driverWith, quantity } from "../testing/driver-places.js";
import { driverSentences } from "./driver-sentence.js";

describe("driverSentences", () => {
  it("says what stands after Holm, what is not settled, and on how many runs", () => {
    const driver = driverWith([
      contrast("advice", quantity(-0.19, 0.055), 0.008),
      contrast("tools", quantity(-0.02, 0.055), 0.6),
    ]);
    expect(driverSentences(ablation, [driver])).toEqual([
      "1 of 2 tested contrasts of single factors stands after Holm within their eval.",
      "On blackmail@1 after sft (all combinations of 2 factors, 4 arms, 12 runs), averaged over the settings of the other factors: advice −19.0 points [−24.5, −13.5] (p = 0.008) stands after Holm; not settled: tools −2.0 points [−7.5, 3.5] (p = 0.60).",
    ]);
  });

  it("claims nothing of a factor that changed nothing yet, and names what a fraction cannot tell apart", () => {
    const driver = driverWith([
      contrast("advice", quantity(-0.19, 0.055), 0.008, {
        aliasedWith: [{ factors: ["b", "tools"], sign: -1 }],
      }),
      contrast("tools", quantity(-0.02, 0.055), null, { notYetApplied: true }),
    ]);
    const [, sentence] = driverSentences(ablation, [driver]);
    expect(sentence).toContain("not told apart from b:tools");
    expect(sentence).toContain(
      "tools changed nothing in the training up to here, so a difference would be chance",
    );
  });

  it("says on how many of the prompts it rests, and why a contrast has no number", () => {
    const none = contrast("advice", { status: "not-estimable", reason: "`pair` compares two arms" }, null);
    const driver = driverWith([none], { prompts: 17, droppedPrompts: 83 });
    expect(driverSentences(ablation, [driver])[1]).toBe(
      "On blackmail@1 after sft (all combinations of 2 factors, 4 arms, 12 runs, on the 17 of 100 prompts that every run answered), not estimable: advice, because `pair` compares two arms.",
    );
  });

  it("never calls a one-at-a-time contrast a main effect", () => {
    const lost = contrast("advice", quantity(0.18, null), null, { kind: "lost-when-removed" });
    const driver = driverWith([lost], {
      design: { ...driverWith([]).design, kind: "leave-one-out", reference: "all" },
    });
    const sentences = driverSentences(ablation, [driver]);
    expect(sentences[0]).toBe("No contrast of a single factor could be tested.");
    expect(sentences[1]).toBe(
      "On blackmail@1 after sft (one factor left out at a time from `all`, 4 arms, 12 runs), lost when it is taken from `all`: without a test: advice 18 points.",
    );
  });

  it("warns of a floor where the scales disagree, and of tokens", () => {
    const interaction = contrast("advice", quantity(0.1, 0.05), null, {
      kind: "interaction",
      factors: ["advice", "tools"],
      levels: null,
      reading: "floor-artefact-possible",
    });
    const driver = driverWith([contrast("advice", quantity(-0.1, 0.05), 0.01), interaction], {
      tokens: {
        status: "confounded",
        reason: "`advice` cannot be told from the amount of tokens",
        factors: [],
      },
    });
    const [, sentence] = driverSentences(ablation, [driver]);
    expect(sentence).toContain(
      "advice and tools: they interact on the metric's own scale and not in log odds",
    );
    expect(sentence).toContain("`advice` cannot be told from the amount of tokens");
  });

  it("says that nothing was varied where nothing was", () => {
    const none = driverWith([], { design: { ...driverWith([]).design, kind: "none" } });
    expect(driverSentences(ablation, [none])).toEqual([
      "No factor was varied among arms that were measured together, so nothing can be laid to one.",
    ]);
  });
});
