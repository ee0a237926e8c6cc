// Adds up the reports that vitest left in a folder (HOLDFAST_TEST_REPORTS) and prints `PASSED FAILED SKIPPED`.
// Names what was skipped, and the slowest files. With HOLDFAST_REQUIRE_ALL, a test that was skipped for want of a
// program counts as failed, and so does a run in which no test met a real PostgreSQL.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const folder = process.argv[2];
const root = process.argv[3] ?? process.cwd();
const requireAll = process.env.HOLDFAST_REQUIRE_ALL === "1";
const needsProgram = /postgres|chromium|python/i;

let passed = 0;
let failed = 0;
let skipped = 0;
let onPostgres = 0;
const files = [];
for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
  const report = JSON.parse(readFileSync(join(folder, name), "utf8"));
  for (const { name: file, status, assertionResults, startTime, endTime } of report.testResults) {
    files.push({ file: relative(root, file), seconds: (endTime - startTime) / 1000 });
    if (status === "failed" && !assertionResults.some((test) => test.status === "failed")) {
      failed += 1;
      console.error(`failed to load: ${file}`);
    }
    for (const test of assertionResults) {
      if (test.status === "passed") {
        passed += 1;
        if (/postgresql/i.test(test.fullName)) onPostgres += 1;
      } else if (test.status === "failed") failed += 1;
      else if (requireAll && needsProgram.test(test.fullName)) {
        failed += 1;
        console.error(`did not run, although all were required: ${test.fullName}`);
      } else {
        skipped += 1;
        console.error(`skipped: ${test.fullName}`);
      }
    }
  }
}
if (requireAll && onPostgres === 0) {
  failed += 1;
  console.error("no test ran against PostgreSQL: its tests say so in their names");
}
files.sort((a, b) => b.seconds - a.seconds);
for (const { file, seconds } of files.slice(0, 15))
  console.error(`${seconds.toFixed(0).padStart(5)} s  ${file}`);
console.log(`${passed} ${failed} ${skipped}`);
