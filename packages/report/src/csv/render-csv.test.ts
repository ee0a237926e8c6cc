import { ReportDataSchema, TIDY_COLUMNS } from "@holdfast/core";
import { describe, expect, test } from "vitest";
import { renderReport } from "../render-report.js";
import { FIXTURES } from "../testing/fixtures.js";
import { HOSTILE, spoiled } from "../testing/hostile.js";
import { threeSeedsAnalysis } from "../testing/three-seeds.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";

/** Records of a CSV as RFC 4180 reads them. */
function parsed(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === "\n") rows.push([]);
  }
  const [head = [], ...body] = rows.filter((row) => row.length > 1);
  return body.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ""])));
}

const threeSeeds = { registration: threeSeedsRegistration, analysis: threeSeedsAnalysis };

test("every level, lead and retention is a row with its numbers to the last digit", () => {
  const rows = parsed(renderReport(threeSeeds, "csv"));
  const { levels, effects, durability } = threeSeedsAnalysis;
  const of = (quantity: string) => rows.filter((row) => row.quantity === quantity);
  expect(of("level")).toHaveLength(levels.length);
  expect(of("lead")).toHaveLength(effects.flatMap(({ findings }) => findings).length);
  const estimated = durability
    .flatMap(({ retentions }) => retentions)
    .filter(({ status }) => status === "estimated");
  for (const quantity of ["lead-from", "lead-to", "change"])
    expect(of(quantity)).toHaveLength(estimated.length);
  expect(of("retained")).toHaveLength(durability.flatMap(({ retentions }) => retentions).length);
  const [effect] = effects;
  const [finding] = effect?.findings ?? [];
  if (finding?.status !== "estimated") throw new Error("the fixture begins with a lead that is estimated");
  expect(of("lead")[0]).toMatchObject({
    arm: effect?.arm,
    eval: effect?.eval,
    estimate: String(finding.estimate),
    lower: String(finding.interval?.lower),
    runs: String(finding.n.runs),
  });
  const shown = durability.map(({ arm, eval: id, verdict }) => [arm, id, verdict.word ?? ""]);
  const words = of("retained").filter((row) => row.shown === "true");
  expect(words.map((row) => [row.arm, row.eval, row.verdict])).toEqual(shown);
});

describe.each(Object.entries(FIXTURES))("%s", (_, input) => {
  test("has the same rows and no formula, whatever names and texts hold", () => {
    const count = (insertion: string) => parsed(renderReport(spoiled(input, insertion), "csv")).length;
    const formula = `=HYPERLINK("http://x","y")`;
    expect(count(`${HOSTILE}",\r\n${formula}`)).toBe(count(""));
    const first = {
      ...input,
      analysis: {
        ...input.analysis,
        effects: input.analysis.effects.map((effect) => ({ ...effect, arm: formula })),
      },
    };
    for (const row of parsed(renderReport(first, "csv")))
      for (const column of TIDY_COLUMNS)
        if (/^[=+@-]/.test(row[column] ?? "")) expect(Number(row[column])).not.toBeNaN();
  });

  test("is whole as JSON", () => {
    const data = ReportDataSchema.parse(JSON.parse(renderReport(input, "json")));
    expect(data).toEqual({
      format: "holdfast-report/1",
      registration: input.registration,
      analysis: input.analysis,
      sensitivity: input.sensitivity ?? null,
      methods: null,
    });
  });
});
