import type { Generalization } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { plainText } from "../document.js";
import { matterOf, type ReportInput } from "../report-input.js";
import { generalizationSection } from "../sections/generalization.js";
import { crowdInput } from "../testing/crowd-input.js";
import { transferPair, transferSynthesis } from "../testing/transfer-places.js";
import { generalizationExhibits, generalizationStages } from "./generalization.js";

function inputWith(known: Partial<Generalization>): ReportInput {
  return crowdInput(["advice", "stories"], {
    generalization: { pairs: [], syntheses: [], leftOut: [], ...known },
  });
}

const input = inputWith({
  pairs: [
    transferPair("advice", 0.4, 0.02, { stage: "sft", suppression: true }),
    transferPair("advice", 0.3, 0.1),
    transferPair("advice", 0.3, 0.2, { far: "other@1" }),
  ],
  syntheses: [
    transferSynthesis("advice", 0.3, 0.15, { prediction: [-0.1, 0.4] }),
    transferSynthesis("stories", 0.3, 0.25),
  ],
  leftOut: [{ arm: "stories", eval: "grades@1", reason: "no eval is near the arm's training data" }],
});

describe("the exhibits of generalization", () => {
  it("are a plane, the shares and the suites of the last stage, with what their numbers are", () => {
    const exhibits = generalizationExhibits(input);
    expect(generalizationStages(input)).toEqual(["sft", "rl"]);
    expect(exhibits.map(({ id }) => id)).toEqual(["plane-1", "transfer-1", "suites-1"]);
    for (const { figure, caption, tidy } of exhibits) {
      expect(figure?.svg).toContain("<svg");
      expect(plainText(caption)).toContain("variance");
      expect(tidy.rows.length).toBeGreaterThan(0);
      expect(tidy.columns).toContain("estimate");
    }
    expect(exhibits.map(({ methods }) => methods[0])).toEqual([
      "transfer-gap",
      "transfer-ratio",
      "suites-reml",
    ]);
  });

  it("set two evals against each other where they are asked for, and arms with fewer suites by their pairs", () => {
    const between = { near: input.analysis.generalization.pairs[0]?.near.eval ?? "", far: "other@1" };
    const [plane, transfer] = generalizationExhibits(input, { between });
    expect(plane?.table.groups.flatMap(({ rows }) => rows)).toHaveLength(1);
    expect(plane?.figure?.svg).toContain(">20.0<");
    expect(transfer?.figure?.svg).toContain(">67%<");
    expect(plainText(plane?.caption ?? "")).toContain("Not on the plane: stories, because no eval is near");
    expect(generalizationExhibits(input, { stage: "sft" }).map(({ id }) => id)).toEqual([
      "plane-0",
      "transfer-0",
    ]);
  });

  it("say what a new suite would show, and where that is not estimable and why", () => {
    const caption = plainText(generalizationExhibits(input)[2]?.caption ?? "");
    expect(caption).toContain("95% prediction interval");
    expect(caption).toContain(
      "It is missing where 2 suites are far from the training data, and 3 are needed",
    );
  });

  it("keep a plane without a cross as a table with the reason", () => {
    const [plane] = generalizationExhibits(inputWith({ pairs: [transferPair("advice", null, 0.1)] }));
    expect(plane?.figure).toBeNull();
    expect(plainText(plane?.caption ?? "")).toContain("No arm has a lead both near");
    expect(generalizationExhibits(inputWith({}))).toEqual([]);
    expect(generalizationExhibits(input, { stage: "nowhere" })).toEqual([]);
  });

  it("say that no share can be told, and why, instead of an empty figure", () => {
    const [plane, transfer] = generalizationExhibits(
      inputWith({ pairs: [transferPair("advice", 0.2, null)] }),
    );
    expect(plane?.figure).toBeNull();
    expect(transfer?.figure).toBeNull();
    expect(plainText(transfer?.caption ?? "")).toBe(
      "What share transfers is not estimable, because no lead.",
    );
  });

  it("draw the first two evals where suites cannot be taken together, and list all", () => {
    const pairs = [transferPair("advice", 0.3, 0.1), transferPair("advice", 0.3, 0.2, { far: "other@1" })];
    const [plane, transfer] = generalizationExhibits(inputWith({ pairs }));
    expect(plane?.figure?.svg).toContain(">10.0<");
    expect(plane?.figure?.svg).not.toContain(">20.0<");
    expect(plainText(plane?.caption ?? "")).toContain("grades@1 are drawn");
    for (const exhibit of [plane, transfer])
      expect(exhibit?.table.groups.flatMap(({ rows }) => rows)).toHaveLength(2);
  });

  it("are those of the report, which draws the last stage", () => {
    const blocks = generalizationSection(matterOf(input))?.blocks ?? [];
    const section = JSON.stringify(blocks);
    expect(section).toContain("After sft");
    expect(section).toContain('"text":"suppression"');
    expect(blocks.filter(({ kind }) => kind === "figure")).toHaveLength(3);
    for (const { caption } of generalizationExhibits(input))
      expect(section).toContain(plainText(caption).slice(0, 60));
  });
});
