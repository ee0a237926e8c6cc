import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyse } from "./analyse.js";
import { sharedData } from "./testing/shared-data.js";
import { type Place, studyAblation, studyEvidence, summaryOf } from "./testing/study.js";

const folder = sharedData("pythia-interventions");
const skipped = folder === undefined ? " (skipped: the shared data folder is not here)" : "";
const ARMS = new Map([
  ["baseline", "control"],
  ["gender_swap_last_21pct", "swap"],
]);
const TASK = "crows_pairs_english_gender";
const EVAL = "stereotypes@1";

function entriesOf(root: string): (readonly [Place, ReturnType<typeof summaryOf>])[] {
  const [, ...lines] = readFileSync(join(root, "pythia_v1_interventions_long.csv"), "utf8")
    .trim()
    .split("\n");
  return lines.flatMap((line) => {
    const [arm = "", size, step, task, metric, value, error] = line.split(",");
    const name = ARMS.get(arm);
    if (name === undefined || size !== "1.4b" || task !== TASK || metric !== "pct_stereotype") return [];
    const place = { arm: name, seed: 0, stage: "pretraining", step: Number(step), eval: EVAL };
    return [[place, summaryOf(Number(value), Number(error))] as const];
  });
}

describe(`pronouns swapped in the last fifth of pretraining (Pythia 1.4B)${skipped}`, () => {
  it.skipIf(folder === undefined)(
    "has a course over thirty checkpoints of one run, of which nothing is claimed",
    () => {
      if (folder === undefined) return;
      const ablation = studyAblation({
        arms: [{ name: "control" }, { name: "swap" }],
        stages: [{ name: "start" }, { name: "pretraining", stepUnit: "steps" }],
        evals: [
          {
            id: EVAL,
            role: "target",
            metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
          },
        ],
      });
      const analysis = analyse(ablation, studyEvidence(entriesOf(folder), 0));
      const [decay] = analysis.trajectories.flatMap(({ decays }) => decays);
      expect(decay).toMatchObject({ scope: "checkpoint", startsAfter: null, runs: 1, controlRuns: 1 });
      expect(decay?.steps).toHaveLength(30);
      for (const fit of decay?.fits ?? []) {
        expect(fit.rateInterval).toBeNull();
        expect(fit.halfLife.kind).not.toBe("interval");
        expect(fit.halfLife.kind).not.toBe("more-than");
      }
      for (const one of analysis.durability) expect(["inconclusive", null]).toContain(one.verdict.word);
    },
  );
});
