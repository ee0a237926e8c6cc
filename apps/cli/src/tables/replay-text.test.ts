import { describe, expect, it } from "vitest";
import { replayText } from "./replay-text.js";

const segment = {
  file: "a.spool",
  state: "done",
  records: 3,
  rejected: 0,
  isCut: false,
  reason: null,
} as const;

describe("replayText", () => {
  it("says of each segment what became of it, and of all together", () => {
    const text = replayText({
      directory: "spool",
      segments: [
        segment,
        { ...segment, file: "b.open", state: "open", records: 1 },
        { ...segment, file: "c.spool", rejected: 2, isCut: true },
        { ...segment, file: "d.spool", state: "waiting", records: 0, reason: "there is no ablation `x@1`." },
      ],
      records: 7,
      rejected: 2,
    });
    expect(text).toBe(
      [
        "a.spool: 3 records",
        "b.open: 1 record, still written; replay again for the rest",
        "c.spool: 3 records, 2 kept in rejected/, its last line was cut off",
        "d.spool: left where it is. there is no ablation `x@1`.",
        "7 records from 4 segments; 2 moved to done/",
      ].join("\n"),
    );
  });

  it("says so when there is nothing", () => {
    expect(replayText({ directory: "spool", segments: [], records: 0, rejected: 0 })).toBe(
      "spool: there is nothing to replay.",
    );
  });
});
