import { readFileSync } from "node:fs";
import { join } from "node:path";
import { shownRetention } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "./analyse.js";
import { sharedData } from "./testing/shared-data.js";
import { type Place, pointOf, studyAblation, studyEvidence } from "./testing/study.js";

const folder = sharedData("eleuther-tamper-trajectories");
const skipped = folder === undefined ? " (skipped: the shared data folder is not here)" : "";

/** Accuracy on hazardous biology of the model that was trained on everything, in percent. */
const UNFILTERED = 42.97;
const FILTER = "SFT deep-ignorance-e2e-strong-filter tamper";

/** One line of a CSV whose fields may be quoted. */
function fieldsOf(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, field = ""]) =>
    field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field,
  );
}

interface Point {
  readonly step: number;
  readonly percent: number;
}

function seriesOf(root: string, section: string, attack: string): Point[] {
  const [, ...lines] = readFileSync(join(root, "trajectories.csv"), "utf8").trim().split("\n");
  return lines.flatMap((line) => {
    const [, , part, arm, metric, step, percent] = fieldsOf(line);
    if (part !== section || metric !== "WMDP" || arm?.startsWith(attack) !== true) return [];
    return [{ step: Number(step), percent: Number(percent) }];
  });
}

/** What became of a model's lack of knowledge while it was trained on what had been kept from it. */
function tampered(root: string, section: string, attacks: readonly string[]) {
  const ablation = studyAblation({
    arms: [{ name: "control" }, { name: "filtered" }],
    stages: [{ name: "pretraining" }, { name: "tampering", stepUnit: "tampering steps" }],
    evals: [
      {
        id: "hazardous-biology@1",
        role: "target",
        metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      },
    ],
  });
  const entries = attacks.flatMap((attack, seed) =>
    seriesOf(root, section, attack).flatMap(({ step, percent }) => {
      const place = (arm: string): Place => ({
        arm,
        seed: arm === "control" ? 0 : seed,
        stage: step === 0 ? "pretraining" : "tampering",
        step: step === 0 ? null : step,
        eval: "hazardous-biology@1",
      });
      const own = [place("filtered"), pointOf(percent / 100)] as const;
      return seed === 0 ? [own, [place("control"), pointOf(UNFILTERED / 100)] as const] : [own];
    }),
  );
  const analysis = analyse(ablation, studyEvidence(entries, 0));
  const [durability] = analysis.durability;
  const [decay] = analysis.trajectories.flatMap(({ decays }) => decays);
  if (durability === undefined || decay === undefined) throw new Error("the series is not there");
  return { durability, decay };
}

describe(`fine-tuning attacks on filtered and unlearned models (EleutherAI 2026)${skipped}`, () => {
  it.skipIf(folder === undefined)(
    "pretraining on filtered data loses its lead slowly, without an interval",
    () => {
      if (folder === undefined) return;
      const { decay, durability } = tampered(folder, FILTER, ["Config=lin/wu100/lr2e-5/fp16"]);
      expect(decay).toMatchObject({ scope: "checkpoint", startsAfter: "pretraining", runs: 1 });
      expect(decay.steps.length).toBeGreaterThan(20);
      const zero = decay.fits.find(({ model }) => model === "to-zero");
      if (zero?.halfLife.kind !== "point") throw new Error("no half-life");
      expect(zero.start).toBeCloseTo(-0.08, 2);
      expect(zero.halfLife.point).toBeGreaterThan(2500);
      expect(zero.halfLife.point).toBeLessThan(4500);
      expect(durability.verdict.word).toBe("inconclusive");
      expect(durability.area).toMatchObject({ set: null, point: expect.any(Number) });
    },
  );

  it.skipIf(folder === undefined)("under the attack with a seed pair most of the lead is still there", () => {
    if (folder === undefined) return;
    const pair = ["Config=cos/wr01/lr2e-5/s42;", "Config=cos/wr01/lr2e-5/s43;"];
    const { decay, durability } = tampered(folder, FILTER, pair);
    expect(decay).toMatchObject({ runs: 2, controlRuns: 1, scope: "checkpoint" });
    const shown = shownRetention(durability);
    if (shown?.status !== "estimated") throw new Error("not estimated");
    expect(shown.retained.point).toBeGreaterThan(0.7);
    expect(durability.verdict.word).toBe("inconclusive");
    // One unfiltered model stands for its recipe, so nothing is claimed; the fit alone says thousands of steps.
    for (const { halfLife } of decay.fits)
      if (halfLife.kind === "point") expect(halfLife.point).toBeGreaterThan(2000);
  });

  it.skipIf(folder === undefined)("a model that only unlearned has lost most of it after a few steps", () => {
    if (folder === undefined) return;
    const section = "LoRA has no Tamper Resistance: (retain=2, r=16)";
    const { decay, durability } = tampered(folder, section, ["Model=orth=5, ret=2"]);
    expect(decay.steps[1]).toBe(5);
    if (durability.area?.status !== "estimated") throw new Error("no area");
    expect(durability.area.point).toBeLessThan(0.5);
    expect(decay.halfLife.kind === "point" ? decay.halfLife.point : 0).toBeLessThan(10);
  });
});
