import { describe, expect, it } from "vitest";
import { parseGiven } from "./given.js";
import type { OptionTable } from "./option.js";

const table: OptionTable = {
  limit: { type: "string", value: "X", summary: "a limit" },
  eval: { type: "string", value: "ID=FILE", repeats: true, summary: "an eval" },
  db: { type: "string", value: "DIR", summary: "a place" },
  json: { type: "boolean", summary: "documents" },
};

describe("parseGiven", () => {
  it("takes a negative number for the value of the option before it", () => {
    const given = parseGiven(["advice@1", "--limit", "-1.5", "--json"], table);
    expect(given.text("limit")).toBe("-1.5");
    expect(given.flag("json")).toBe(true);
    expect(given.positionals).toEqual(["advice@1"]);
    expect(parseGiven(["--limit", "-.5"], table).text("limit")).toBe("-.5");
  });

  it("takes the next option for no value, unless it is tied on", () => {
    expect(() => parseGiven(["--db", "--json"], table)).toThrow("--db needs a value.");
    expect(parseGiven(["--db=--json"], table).text("db")).toBe("--json");
    expect(parseGiven(["--db", "-"], table).text("db")).toBe("-");
  });

  it("gives every value of an option that may be repeated, and none where it is not there", () => {
    const given = parseGiven(["--eval", "a@1=x", "--eval=b@1=y z", "--db", "d"], table);
    expect(given.texts("eval")).toEqual(["a@1=x", "b@1=y z"]);
    expect(parseGiven([], table).texts("eval")).toEqual([]);
    expect(given.text("eval")).toBeUndefined();
  });
});
