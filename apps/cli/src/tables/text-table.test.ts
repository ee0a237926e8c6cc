import { describe, expect, it } from "vitest";
import { textTable } from "./text-table.js";

describe("textTable", () => {
  it("aligns columns and leaves no blanks at the end of a line", () => {
    const table = textTable(
      [{ heading: "arm" }, { heading: "lead", align: "right" }, { heading: "" }],
      [
        ["control", "+1.0", ""],
        ["advice", "-12.5", "x"],
      ],
      80,
    );
    expect(table).toBe("arm       lead\ncontrol   +1.0\nadvice   -12.5  x");
  });

  it("narrows the columns that may shrink, and wraps names at their joints", () => {
    const table = textTable(
      [{ heading: "arm", least: 10 }, { heading: "eval", least: 10 }, { heading: "lead" }],
      [["difficult-advice-without-tools", "agentic-blackmail@2026.05", "-12.5 [-20.0, -5.0]"]],
      50,
    );
    const lines = table.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(
      lines
        .slice(1)
        .map((line) => line.slice(0, 14).trim())
        .join(""),
    ).toBe("difficult-advice-without-tools");
  });
});
