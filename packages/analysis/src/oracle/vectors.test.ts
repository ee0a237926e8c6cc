import { readdirSync, readFileSync } from "node:fs";
import { type OracleFile, OracleFileSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { sharedPath } from "../testing/shared-data.js";
import { checkCases } from "./check-cases.js";

function readFile(path: string | URL): OracleFile {
  return OracleFileSchema.parse(JSON.parse(readFileSync(path, "utf8")));
}

function holds({ meta, cases }: OracleFile): void {
  it.each(cases.map((reference) => [reference.id, reference] as const))("%s", (_id, reference) => {
    expect(checkCases({ meta, cases: [reference] }).failures).toEqual([]);
  });
}

const folder = new URL("../../oracles/reference/", import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .sort();

describe.each(files)("%s", (name) => {
  holds(readFile(new URL(name, folder)));
});

const shared = sharedPath("oracles/statistics.json");
if (shared === undefined)
  it.skip("oracles/statistics.json: not run, because no shared folder lies beside this one");
else
  describe("the shared oracles/statistics.json", () => {
    holds(readFile(shared));
  });
