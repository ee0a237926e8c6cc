import type { ImportedLog, ImportReport } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { importText } from "./import-text.js";

const ready: ImportedLog = {
  file: "logs/a.eval",
  format: "inspect",
  task: "blackmail",
  model: "m",
  state: "ready",
  run: "principles/3/0",
  stage: "rl",
  step: 200,
  from: { arm: "tag", seed: "metadata" },
  outcomes: [
    { eval: "blackmail@1", metric: "score", judge: "rule", level: "samples", scores: 1200, unscored: 2 },
    { eval: "blackmail@1", metric: "harm", judge: "m", level: "samples", scores: 1200, unscored: 0 },
  ],
  leftOut: [{ what: "samples", why: "they were invalidated in the log", count: 3 }],
  notes: ["One."],
  reason: null,
  added: 0,
  recognised: 0,
};
const unbound: ImportedLog = {
  ...ready,
  file: "logs/c.eval",
  state: "unbound",
  run: null,
  stage: null,
  step: null,
  from: {},
  outcomes: [],
  leftOut: [],
  notes: [],
  reason: "nobody says its arm.",
};
const report: ImportReport = {
  identity: "advice@1",
  isDryRun: true,
  cluster: null,
  logs: [ready, { ...ready, file: "logs/b.eval" }, unbound],
  passedOver: 2,
  added: 0,
  recognised: 0,
  leftOut: 3,
};
const text = (of: Partial<ImportReport>) => importText({ ...report, ...of }, 160, (heading) => heading);

describe("the text of an import", () => {
  it("is a table, a line for everything left out with the logs it is about, and the sum", () => {
    expect(text({}).split("\n")).toEqual(
      [
        "log                   checkpoint                said by                   outcomes                          scores",
        "logs/a.eval  ready    principles/3/0 rl step 200  arm: tag, seed: metadata  blackmail@1 score, harm  2,400 (2 unscored)",
        "logs/b.eval  ready    principles/3/0 rl step 200  arm: tag, seed: metadata  blackmail@1 score, harm  2,400 (2 unscored)",
        "logs/c.eval  unbound  ?                                                   -                                       -",
        "",
        "logs/a.eval and 1 other log: left out: samples (3): they were invalidated in the log.",
        "logs/a.eval and 1 other log: note: One.",
        "logs/c.eval: unbound: nobody says its arm.",
        "",
        "Prompts are assumed independent (--cluster none).",
        "advice@1: 4 outcomes from 2 of 3 logs; nothing was written (--dry-run); 3 left out; 2 files passed over that are no logs",
      ].map((line, at) => (at < 4 ? expect.stringContaining(line.slice(0, 11).trim()) : line)),
    );
  });

  it("says what was added, and that nothing was new", () => {
    const recorded = [{ ...ready, state: "recorded" as const, added: 5 }];
    expect(text({ isDryRun: false, logs: recorded, added: 5, leftOut: 0, passedOver: 0 })).toMatch(
      /advice@1: 2 outcomes from 1 of 1 log; 5 scores added, 0 recognised$/,
    );
    const known = [{ ...ready, state: "recorded" as const, recognised: 5 }];
    const again = text({ isDryRun: false, logs: known, recognised: 5, cluster: "family" });
    expect(again).toMatch(/logs\/a\.eval +nothing new/);
    expect(again).toContain("Prompts of the same metadata `family` are one cluster.");
  });
});
