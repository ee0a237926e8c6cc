import { describe, expect, it } from "vitest";
import { parseGiven } from "./given.js";
import { DATABASE_OPTIONS, databaseLimits } from "./serve-database.js";
import type { Target } from "./target.js";

const POSTGRES: Target = { kind: "postgres", address: "postgres://ada@db.example.org/lab" };
const EMBEDDED: Target = {
  kind: "directory",
  path: "data",
  shown: "data",
  isDefault: false,
  isMemory: false,
};
const limits = (words: readonly string[], target: Target = POSTGRES) =>
  databaseLimits(parseGiven([...words], DATABASE_OPTIONS), target);

describe("the limits of a database", () => {
  it("are those that are given, and the usual ones otherwise", () => {
    expect(limits([])).toEqual({});
    expect(limits(["--pool", "40", "--statement-timeout", "0", "--lock-timeout", "5"])).toEqual({
      connections: 40,
      statementTimeout: 0,
      lockTimeout: 5,
    });
    expect(limits(["--connect-timeout", "3"])).toEqual({ connectTimeout: 3 });
  });

  it.each([
    ["--pool", "0"],
    ["--pool", "1.5"],
    ["--pool", "many"],
    ["--pool", "100000"],
    ["--connect-timeout", "0"],
    ["--lock-timeout", "-1"],
  ])("%s %s is refused", (option, value) => {
    expect(() => limits([`${option}=${value}`])).toThrow(`${option} takes a whole number`);
  });

  it("mean nothing for an embedded database, and are refused there", () => {
    expect(limits([], EMBEDDED)).toEqual({});
    expect(() => limits(["--pool", "5"], EMBEDDED)).toThrow("runs in this process");
  });
});
