import { describe, expect, it } from "vitest";
import { EXIT_CODES } from "../exit-code.js";
import { runLine } from "../testing/run-line.js";

describe("what is refused before a database is opened", () => {
  it.each([
    ["compare arm:advice", "usage", /A B/],
    ["compare arm:advice@ control", "invalid-input", /^error \(invalid-input\): A: .*arm:NAME@STAGE/s],
    ["compare advice run:control", "invalid-input", /^error \(invalid-input\): B: /],
    ["compare a b advice@1 --scale odds", "usage", /--scale is one of/],
    ["samples advice@1 --condition {", "usage", /--condition is not a condition/],
    ["samples advice@1 --limit many", "usage", /--limit is a number/],
    ["samples advice@1 --step last", "usage", /--step is a number/],
  ] as const)("%s", async (line, kind, said) => {
    const { code, stderr } = await runLine(line);
    expect(code).toBe(EXIT_CODES[kind]);
    expect(stderr).toMatch(said);
  });
});
