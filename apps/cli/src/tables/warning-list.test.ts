import type { Warning } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { warningList } from "./warning-list.js";

const warning = (code: Warning["code"], message = "m"): Warning => ({ code, message });

describe("warningList", () => {
  it("puts the weighty ones first and the frequent ones after them", () => {
    const warnings = [
      ...Array.from({ length: 3 }, () => warning("room")),
      warning("shared-base"),
      warning("duplicated-run"),
      ...Array.from({ length: 2 }, () => warning("judge-dependent")),
    ];
    const codes = warningList(warnings, 80, (text) => text)
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/[ :]+/)[1]);
    expect(codes).toEqual(["judge-dependent", "duplicated-run", "room", "shared-base"]);
  });

  it("is nothing without a warning", () => {
    expect(warningList([], 80, (text) => text)).toBe("");
  });
});
