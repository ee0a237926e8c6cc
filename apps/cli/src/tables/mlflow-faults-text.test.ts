import type { BoundMlflowRun } from "@holdfast/core";
import { expect, it } from "vitest";
import { mlflowFaultsText } from "./mlflow-faults-text.js";

const run = (key: string, given: Partial<BoundMlflowRun>): BoundMlflowRun => ({
  ...{ mlflowRun: `m-${key}`, name: key, experiment: "1", status: "running", run: key, stage: "rl" },
  ...{ startedAt: "2026-01-01T00:00:00.000Z", endedAt: null, declared: [], differences: [], files: [] },
  ...{ params: [], tags: [], faults: [] },
  ...given,
});

it("says nothing of runs that are well", () => {
  expect(mlflowFaultsText({ runs: [] }, 100)).toBe("");
  const file = { path: "a.eval", size: 1, imported: "recorded", note: "2 outcomes." } as const;
  expect(mlflowFaultsText({ runs: [run("advice/1", { files: [file] })] }, 100)).toBe("");
});

it("gives each reason once, with the first of its runs", () => {
  const faults = ["`eval_blackmail` is 3, and rates lie between 0 and 1."];
  const runs = ["advice/1", "advice/2", "advice/3", "advice/4"].map((key) => run(key, { faults }));
  const file = { path: "logs/a.eval", size: 1, imported: "refused", note: "it is cut off." } as const;
  expect(mlflowFaultsText({ runs: [...runs, run("control/1", { files: [file] })] }, 200)).toBe(
    [
      "Logged through MLflow and not recorded as outcomes:",
      "- advice/1, advice/2, advice/3 and 1 more run: `eval_blackmail` is 3, and rates lie between 0 and 1.",
      "- control/1: logs/a.eval was refused: it is cut off.",
    ].join("\n"),
  );
});
