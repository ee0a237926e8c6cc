import { openLocal } from "@holdfast/api/local";
import { type Analysis, ablationIdentity, shownFinding } from "@holdfast/core";
import { beforeAll, describe, expect, test } from "vitest";
import { defineExperiment } from "../experiment.js";
import { LAMBADA, readPronounSwap, stereotypesOf } from "./pronoun-swap.js";
import { sharedData } from "./shared-data.js";

const data = sharedData("pythia-interventions", process.env);

if (!data.present) test.skip(`Pythia checkpoints (skipped: ${data.reason})`, () => {});
else
  describe("Pythia checkpoints with swapped pronouns, recorded and analysed", () => {
    const [large, small] = [readPronounSwap(data.path, "1.4b"), readPronounSwap(data.path, "410m")];
    let largeAnalysis: Analysis;
    let smallAnalysis: Analysis;

    beforeAll(async () => {
      const local = await openLocal("memory://", {
        actor: "tests",
        now: () => new Date("2026-11-22T12:00:00Z"),
      });
      try {
        await defineExperiment("real-data", [large, small]).record(local.client);
        largeAnalysis = await local.client.analysis(ablationIdentity(large.ablation));
        smallAnalysis = await local.client.analysis(ablationIdentity(small.ablation));
      } finally {
        await local.close();
      }
    }, 60_000);

    test("ten checkpoints an arm on every eval", () => {
      expect(large.lines).toHaveLength(3 * 10 * 11);
      for (const row of largeAnalysis.evidence) expect(row.checkpoints).toBe(10);
    });

    test("an honest null: no interval leaves 0 out, and nothing stands after Holm", () => {
      const [family] = largeAnalysis.families;
      expect(family).toMatchObject({ question: "lead", method: "holm", size: 20, standing: 0 });
      expect(largeAnalysis.effects.some((effect) => effect.stands === true)).toBe(false);
      const registered = largeAnalysis.effects.filter((effect) => effect.family !== null);
      expect(registered).toHaveLength(20);
      for (const effect of registered) {
        const finding = shownFinding(effect);
        const interval = finding?.status === "estimated" ? finding.interval : null;
        expect(interval?.lower).toBeLessThan(0);
        expect(interval?.upper).toBeGreaterThan(0);
      }
    });

    test("every answer is about these checkpoints, with one run an arm", () => {
      for (const effect of largeAnalysis.effects) {
        const finding = shownFinding(effect);
        expect(finding?.scope).toBe("checkpoint");
        expect(finding?.warnings.map((warning) => warning.code)).toContain("one-run");
      }
    });

    test("the swap moved stereotypes of gender by less than one standard error", () => {
      for (const arm of ["gender_swap_last_7pct", "gender_swap_last_21pct"]) {
        const effect = largeAnalysis.effects.find(
          (candidate) => candidate.arm === arm && candidate.eval === stereotypesOf("gender"),
        );
        const finding = effect === undefined ? undefined : shownFinding(effect);
        if (finding?.status !== "estimated") throw new Error(`no lead of ${arm}`);
        expect(effect?.moment.steps).toEqual([143_000]);
        expect(Math.abs(finding.estimate)).toBeLessThan(finding.standardError ?? 0);
      }
    });

    test("an eval that the control never took has no lead", () => {
      const lambada = smallAnalysis.effects.filter((effect) => effect.eval === LAMBADA);
      for (const effect of lambada) expect(shownFinding(effect)?.status).not.toBe("estimated");
      expect(smallAnalysis.levels.some((row) => row.eval === LAMBADA && row.arm === "baseline")).toBe(false);
      expect(smallAnalysis.levels.some((row) => row.eval === LAMBADA)).toBe(true);
    });
  });
