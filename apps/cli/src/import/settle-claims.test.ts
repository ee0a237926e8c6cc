import type { ImportedLog } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { settleClaims } from "./settle-claims.js";

function log(
  file: string,
  digest: string,
  more: { about?: string; taskId?: string; isComplete?: boolean } = {},
) {
  const {
    about = '["control/1/0","rl",null,"blackmail@1","score","rule",{}]',
    taskId = null,
    isComplete = true,
  } = more;
  const report: ImportedLog = {
    file,
    format: "inspect",
    task: null,
    model: null,
    state: "ready",
    run: "control/1/0",
    stage: "rl",
    step: null,
    from: {},
    outcomes: [],
    leftOut: [],
    notes: [],
    reason: null,
    added: 0,
    recognised: 0,
  };
  return { report, claims: [{ about, digest }], taskId, isComplete, isRunning: false };
}

const states = (logs: readonly { readonly report: ImportedLog }[]) =>
  settleClaims(logs.map((each) => ({ ...log("", ""), ...each }))).map(
    ({ report }) => `${report.file} ${report.state}`,
  );

describe("two logs that claim the same", () => {
  it("both stand with the same scores, and with other claims", () => {
    expect(states([log("a", "1"), log("b", "1"), log("c", "2", { about: '["x"]' })])).toEqual([
      "a ready",
      "b ready",
      "c ready",
    ]);
  });

  it("are all refused with other scores, copies too, each naming another", () => {
    const settled = settleClaims([log("a", "1"), log("b", "2"), log("c", "1")]);
    expect(settled.map(({ report }) => report.state)).toEqual(["refused", "refused", "refused"]);
    expect(settled.map(({ report }) => report.reason?.split(" ")[0])).toEqual(["b", "a", "b"]);
    expect(settled[0]?.report.reason).toContain("(control/1/0 rl blackmail@1 score)");
  });

  it.each([
    [
      log("a", "1", { taskId: "t", isComplete: false }),
      log("b", "2", { taskId: "t" }),
      ["a skipped", "b ready"],
    ],
    [
      log("a", "1", { taskId: "t" }),
      log("b", "2", { taskId: "t", isComplete: false }),
      ["a ready", "b skipped"],
    ],
    [log("a", "1", { taskId: "t" }), log("b", "2", { taskId: "t" }), ["a refused", "b refused"]],
    [log("a", "1", { isComplete: false }), log("b", "2"), ["a refused", "b refused"]],
  ])("are settled by the task that was tried again (%#)", (one, other, expected) => {
    expect(states([one, other])).toEqual(expected);
  });

  it("count only where they are ready", () => {
    const refused = log("a", "1");
    const logs = [{ ...refused, report: { ...refused.report, state: "unbound" as const } }, log("b", "2")];
    expect(states(logs)).toEqual(["a unbound", "b ready"]);
  });
});
