import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatCondition, shownRetention } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "./analyse.js";
import { sharedData } from "./testing/shared-data.js";
import { type Place, studyAblation, studyEvidence, summaryOf } from "./testing/study.js";

const folder = sharedData("tice-alignment-pretraining");
const skipped = folder === undefined ? " (skipped: the shared data folder is not here)" : "";
const ARMS = new Map([
  ["unfiltered", "control"],
  ["filtered+synthetic_alignment", "advice"],
]);
const STAGES = new Map([
  ["base_midtrained", "base"],
  ["sft", "sft"],
  ["dpo", "dpo"],
]);

function entriesOf(root: string): (readonly [Place, ReturnType<typeof summaryOf>])[] {
  const [, ...lines] = readFileSync(join(root, "misalignment_by_stage.csv"), "utf8").trim().split("\n");
  return lines.flatMap((line) => {
    const [arm = "", stage = "", prompt = "", split = "", rate, error] = line.split(",");
    const name = ARMS.get(arm);
    const at = STAGES.get(stage);
    if (name === undefined || at === undefined || split !== "articles") return [];
    return [
      [
        { arm: name, seed: null, stage: at, condition: { prompt } },
        summaryOf(Number(rate), Number(error)),
      ] as const,
    ];
  });
}

describe(`pretraining on aligned documents, from base to DPO (Tice et al. 2026)${skipped}`, () => {
  it.skipIf(folder === undefined)(
    "flags the change of prompt since base, and prefers SFT to DPO under one prompt",
    () => {
      if (folder === undefined) return;
      const ablation = studyAblation({
        stages: [{ name: "base" }, { name: "sft" }, { name: "dpo" }],
        plan: {
          durability: [
            { from: "base", to: "dpo" },
            { from: "sft", to: "dpo" },
          ],
        },
      });
      const analysis = analyse(ablation, studyEvidence(entriesOf(folder), 0));
      const between = (from: string, prompt: string) => {
        const found = analysis.durability.find(
          (one) => one.from.stage === from && formatCondition(one.to.condition) === `prompt ${prompt}`,
        );
        const shown = found && shownRetention(found);
        if (found === undefined || shown?.status !== "estimated")
          throw new Error(`no answer from ${from} under ${prompt}`);
        return { found, shown };
      };
      const sinceBase = between("base", "ai");
      expect(sinceBase.found).toMatchObject({
        sameCondition: false,
        scope: "checkpoint",
        evidenceLevel: "summary",
      });
      expect(sinceBase.found.verdict).toMatchObject({ word: "partly-retained", flags: ["condition-change"] });
      expect(sinceBase.shown.retained.point).toBeCloseTo(0.242, 3);
      const sinceSft = between("sft", "ai");
      expect(sinceSft.found).toMatchObject({ sameCondition: true, scope: "checkpoint" });
      expect(sinceSft.found.verdict).toMatchObject({ word: "inconclusive", flags: [] });
      expect(sinceSft.shown.retained.point).toBeCloseTo(0.798, 3);
      expect(sinceSft.shown.retainedAtLeast).toBeGreaterThan(0.3);
    },
  );
});
