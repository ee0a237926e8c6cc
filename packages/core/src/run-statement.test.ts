import { describe, expect, it } from "vitest";
import { CheckpointStatementSchema, checkpointOf, RunStatementSchema, runOf } from "./run-statement.js";

const run = { arm: "advice", seed: 0 };

describe("a statement about a run", () => {
  it("names it as outcome lines do", () => {
    const parent = { stage: "sft" };
    expect(runOf(RunStatementSchema.parse({ ...run, run: "job", parent }))).toEqual({
      ...{ arm: "advice", seed: 0, branch: 0, callerId: "job", recipe: null, environment: null },
      parent: { stage: "sft", step: null, branch: 0 },
    });
    expect(runOf(RunStatementSchema.parse({ arm: "advice" })).seed).toBeNull();
    expect(
      checkpointOf(CheckpointStatementSchema.parse({ ...run, stage: "rl", checkpointUri: "s3://x" })),
    ).toEqual({
      ...{ stage: "rl", step: null, tokens: null, uri: "s3://x", shared: false },
    });
  });

  it.each([
    ["a status that there is not", { status: "done" }],
    ["an end while it runs", { status: "running", endedAt: "2026-01-01T00:00:00Z" }],
    ["times without a status", { startedAt: "2026-01-01T00:00:00Z" }],
    [
      "an end before its start",
      { status: "failed", startedAt: "2026-01-01T00:00:00Z", endedAt: "2025-12-31T23:59:59Z" },
    ],
    ["a clock that was not set", { status: "running", startedAt: "1970-01-01T00:00:00+01:00" }],
    ["a key that there is not", { id: "x" }],
  ])("is refused with %s", (_, changes) => {
    expect(RunStatementSchema.safeParse({ ...run, ...changes }).success).toBe(false);
  });
});
