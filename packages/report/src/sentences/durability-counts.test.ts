import { expect, it } from "vitest";
import { followedCrowd } from "../testing/followed-crowd.js";
import { threeSeedsAnalysis } from "../testing/three-seeds.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";
import { durabilityCounts } from "./durability-counts.js";

const { ablation } = threeSeedsRegistration;

it("counts verdicts, guardrails apart, then tells the lead that says most", () => {
  const [summary, first, ...more] = durabilityCounts(ablation, threeSeedsAnalysis.durability);
  expect(summary).toBe(
    "Of 4 leads followed to a later stage, 1 is retained, 1 is lost and 2 are inconclusive.",
  );
  expect(first).toContain("retained: at least 84%");
  expect(more).toEqual([]);
});

it("says of leads without a verdict that they have none", () => {
  const { registration, analysis } = followedCrowd();
  expect(durabilityCounts(registration.ablation, analysis.durability)[0]).toMatch(/and 2 have no verdict\.$/);
});

it("says nothing where nothing was followed, and counts no single lead", () => {
  expect(durabilityCounts(ablation, [])).toEqual([]);
  expect(durabilityCounts(ablation, threeSeedsAnalysis.durability.slice(1, 2))).toHaveLength(1);
});
