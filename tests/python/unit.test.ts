import { describe, expect, it } from "vitest";
import { PACKAGE, PLAIN, type Python, WITH_TRANSFORMERS } from "./pythons.js";
import { programOk } from "./run-python.js";

const SUITES: readonly [Python, readonly string[]][] = [
  [PLAIN, ["discover", "-t", ".", "-s", "tests"]],
  [WITH_TRANSFORMERS, ["tests.test_callback"]],
];

describe.each(SUITES)("the Python package under $name", ({ program }, words) => {
  it.skipIf(program === null)(
    `passes its own tests: ${words.join(" ")}`,
    async () => {
      const { stderr } = await programOk(program ?? "", ["-m", "unittest", ...words], { cwd: PACKAGE });
      const [, ran = "0"] = /Ran (\d+) tests?/.exec(stderr) ?? [];
      expect(Number(ran)).toBeGreaterThan(5);
      expect(stderr).toMatch(/^OK/m);
      for (const cost of stderr.match(/HOLDFAST-COST .*/g) ?? []) process.stderr.write(`${cost}\n`);
      if (words[0] !== "discover") expect(stderr).not.toContain("skipped");
    },
    180_000,
  );
});
