import { describe, expect, test } from "vitest";
import { renderReport } from "../render-report.js";
import type { ReportInput } from "../report-input.js";
import { contrast, driverWith, quantity } from "../testing/driver-places.js";
import { efficiency } from "../testing/efficiency-places.js";
import { FIXTURES } from "../testing/fixtures.js";
import { HOSTILE, spoiled } from "../testing/hostile.js";
import { againstSnapshot } from "../testing/snapshot.js";
import { threeSeedsAnalysis } from "../testing/three-seeds.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";
import { transferPair } from "../testing/transfer-places.js";
import { escapeTex } from "./escape-tex.js";

const lines = (text: string) => text.split("\n").filter((line) => !line.startsWith("%"));
/** Cells of a row: what `&` parts, where no backslash stands before it. */
const cells = (line: string) => line.split(/(?<!\\)&/).length;

describe.each(Object.entries(FIXTURES))("the LaTeX of %s", (name, input) => {
  test("is the committed one", () => {
    const { committed, text } = againstSnapshot(`${name}.tex`, renderReport(input, "tex"));
    expect(text).toBe(committed);
  });

  test("has as many cells in every row as its columns, and braces that close", () => {
    let columns = 0;
    for (const line of lines(renderReport(input, "tex"))) {
      const [, given] = /\\begin\{tabular\}\{([lr]+)\}/.exec(line) ?? [];
      if (given !== undefined) columns = given.length;
      if (line.endsWith("\\\\")) expect(cells(line)).toBe(columns);
      const plain = line.replace(/\\[{}]/g, "");
      expect(plain.split("{").length).toBe(plain.split("}").length);
    }
  });

  test("keeps its shape whatever names and texts hold", () => {
    const shape = (insertion: string) =>
      lines(renderReport(spoiled(input, insertion), "tex")).map((line) => [
        cells(line),
        line.match(/\\(begin|end|caption|label|toprule|midrule|bottomrule)\b/g),
        /(?<!\\)%/.test(line),
      ]);
    expect(shape(`${HOSTILE} \\input{/etc/passwd} % & \\\\[1em] $x$ ^^41 }{`)).toEqual(shape(" and more"));
  });
});

test("has every table that a paper may want, and leaves out what is empty", () => {
  const labels = (input: ReportInput) =>
    [...renderReport(input, "tex").matchAll(/\\label\{tab:[^}]*-([a-z]+)\}/g)].map((match) => match[1]);
  const analysis = {
    ...threeSeedsAnalysis,
    drivers: [driverWith([contrast("advice", quantity(-0.1, 0.02), 0.01)])],
    efficiency: [efficiency()],
    generalization: { pairs: [transferPair("advice", 0.2, 0.1)], syntheses: [], leftOut: [] },
  };
  const full = { registration: threeSeedsRegistration, analysis };
  expect(labels(full)).toEqual(["effects", "durability", "drivers", "generalization", "efficiency"]);
  let columns = 0;
  for (const line of lines(renderReport(full, "tex"))) {
    const [, given] = /\\begin\{tabular\}\{([lr]+)\}/.exec(line) ?? [];
    if (given !== undefined) columns = given.length;
    if (line.endsWith("\\\\")) expect(cells(line)).toBe(columns);
  }
  const empty = FIXTURES["awaiting-outcomes"];
  expect(empty === undefined ? null : labels(empty)).toEqual([]);
});

test("marks of LaTeX are set as they are", () => {
  expect(escapeTex("50% of $x_1 & {y} \\end{table} [a] ^^41 ~#\n* <b> | \u2212\u221e")).toBe(
    "50\\% of \\$x\\_1 \\& \\{y\\} \\textbackslash{}end\\{table\\} {[}a{]} \\textasciicircum{}\\textasciicircum{}41 \\textasciitilde{}\\# {*} \\textless{}b\\textgreater{} \\textbar{} $-$$\\infty$",
  );
});
