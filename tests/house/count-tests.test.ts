import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { repositoryRoot } from "../architecture/source-files.js";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const suite = (tests: Readonly<Record<string, string>>, status = "passed") => ({
  name: "a.test.ts",
  status,
  startTime: 1000,
  endTime: 3500,
  assertionResults: Object.entries(tests).map(([fullName, outcome]) => ({ fullName, status: outcome })),
});

/** Counts reports of one suite each. */
function count(requireAll: boolean, ...suites: readonly object[]) {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-count-"));
  folders.push(folder);
  for (const [index, one] of suites.entries()) {
    writeFileSync(join(folder, `${index}.json`), JSON.stringify({ testResults: [one] }));
  }
  return spawnSync(process.execPath, [join(repositoryRoot, ".ci/count-tests.mjs"), folder], {
    encoding: "utf8",
    env: { ...process.env, HOLDFAST_REQUIRE_ALL: requireAll ? "1" : "0" },
  });
}

describe("count-tests", () => {
  it("adds up all reports, and names what was skipped", () => {
    const first = suite({ one: "passed", two: "failed", "three (skipped: no shared data)": "skipped" });
    const { stdout, stderr } = count(false, first, suite({ four: "passed" }));
    expect(stdout).toBe("2 1 1\n");
    expect(stderr).toMatch(/^skipped: three \(skipped: no shared data\)\n +3 s .*a\.test\.ts\n/);
  });

  it("counts a file that could not be loaded as a failure", () => {
    expect(count(false, suite({}, "failed")).stdout).toBe("0 1 0\n");
  });

  it("takes no skip for want of a program where all is required", () => {
    const both = suite({
      "on PostgreSQL reads": "passed",
      "on PostgreSQL writes": "skipped",
      other: "pending",
    });
    expect(count(true, both).stdout).toBe("1 1 1\n");
    expect(count(false, both).stdout).toBe("1 0 2\n");
  });

  it("wants at least one test on PostgreSQL where all is required", () => {
    const { stdout, stderr } = count(true, suite({ one: "passed" }));
    expect(stdout).toBe("1 1 0\n");
    expect(stderr).toContain("no test ran against PostgreSQL");
  });
});
