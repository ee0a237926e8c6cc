import type { Ablation, MeasuredRelation } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { renderReport } from "../render-report.js";
import { threeSeedsAnalysis } from "../testing/three-seeds.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";
import { relationSentences } from "./relation-sentence.js";

const { ablation } = threeSeedsRegistration;
const [first] = ablation.evals;
const arm = ablation.arms.at(-1)?.name ?? "";

/** The ablation with one relation declared, and measured where something is given. */
function withRelation(measured: MeasuredRelation | null): Ablation {
  const evals = ablation.evals.map((value) =>
    value.id === first?.id
      ? {
          ...value,
          relation: "out-of-distribution" as const,
          ...(measured === null ? {} : { measuredRelation: { [arm]: measured } }),
        }
      : value,
  );
  return { ...ablation, evals };
}

function report(changed: Ablation): string {
  const registration = { ...threeSeedsRegistration, ablation: changed };
  return renderReport({ registration, analysis: threeSeedsAnalysis }, "markdown");
}

const TAKEN: MeasuredRelation = {
  relation: "in-distribution",
  dataset: "advice-chats",
  because: "61 of 100 prompts are taken from the data or it from them.",
};

describe("the relation that was measured", () => {
  it("is told sentence by sentence where it is other than declared, in the answer too", () => {
    const sentences = [
      "1 relation to the training data was measured on the texts; 1 is other than declared; near and far stand here as they were declared.",
      `${first?.id} is declared out-of-distribution for ${arm} and measures as in-distribution, by advice-chats: 61 of 100 prompts are taken from the data or it from them.`,
    ];
    expect(relationSentences(withRelation(TAKEN))).toEqual(sentences);
    const text = report(withRelation(TAKEN));
    for (const sentence of sentences) expect(text.replaceAll("\\", "")).toContain(sentence);
    const [answer = ""] = text.split(/^## (?!.*nswer)/m);
    expect(answer).toContain("other than declared");
  });

  it("stands in a table beside the declared one", () => {
    const lines = report(withRelation(TAKEN))
      .split("\n")
      .filter((each) => each.includes("advice-chats") && each.startsWith("|"));
    expect(lines.join("\n")).toMatch(/out-of-distribution \| in-distribution \| \*\*no\*\* \| advice-chats/);
  });

  it("is told in one sentence where it is as declared", () => {
    const same = withRelation({ ...TAKEN, relation: "out-of-distribution" });
    expect(relationSentences(same)).toEqual([
      "1 relation to the training data was measured on the texts; none is other than declared.",
    ]);
  });

  it("changes nothing where nothing was measured", () => {
    expect(relationSentences(withRelation(null))).toEqual([]);
    expect(report(withRelation(null))).not.toContain("measured on the texts");
    expect(report(ablation)).not.toContain("By which data set");
  });
});
