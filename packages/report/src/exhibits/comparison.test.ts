import { describe, expect, it } from "vitest";
import { linesOf, plainText } from "../document.js";
import { comparisonSentences } from "../sentences/comparison-sentence.js";
import { sampleSentences } from "../sentences/sample-sentence.js";
import { comparedArms, comparedCheckpoints } from "../testing/compared-sides.js";
import { HOSTILE } from "../testing/hostile.js";
import { sampledPrompts } from "../testing/sampled-prompts.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";
import { comparisonExhibits } from "./comparison.js";
import { MOST_LISTED, sampleExhibits } from "./samples.js";

const { ablation } = threeSeedsRegistration;
const USUAL = { scale: "difference", target: null } as const;

describe("a comparison as exhibits", () => {
  it("has one figure a unit, and a row of the table for each of the answer", () => {
    const exhibits = comparisonExhibits(ablation, comparedArms, USUAL);
    const rows = exhibits.flatMap(({ table }) => table.groups.flatMap((group) => group.rows));
    expect(rows).toHaveLength(comparedArms.rows.length);
    expect(new Set(exhibits.map(({ id }) => id)).size).toBe(exhibits.length);
    const own = comparedArms.rows.slice(0, 1).map((row) => ({ ...row, eval: "unknown@1" }));
    const two = comparisonExhibits(
      ablation,
      { ...comparedArms, rows: [...comparedArms.rows, ...own] },
      USUAL,
    );
    expect(new Set(two.map(({ table }) => table.label)).size).toBe(2);
    expect(comparisonExhibits(ablation, comparedArms, { ...USUAL, scale: "log-odds" })).toHaveLength(1);
    for (const { caption } of exhibits)
      expect(plainText(caption)).toMatch(/runs? of .*nothing here was registered/);
  });

  it("gives every finding as a number, and why there is none", () => {
    const findings = comparedCheckpoints.rows.flatMap((row) => row.findings);
    const tidy = comparisonExhibits(ablation, comparedCheckpoints, USUAL).map((exhibit) => exhibit.tidy);
    const rows = tidy.flatMap((table) =>
      table.rows.map((row) => Object.fromEntries(table.columns.map((name, at) => [name, row[at]]))),
    );
    for (const table of tidy) for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
    expect(rows).toHaveLength(findings.length);
    for (const [at, finding] of findings.entries())
      expect(rows[at]).toMatchObject(
        finding.status === "estimated"
          ? { difference: finding.estimate, runsA: 1, estimator: finding.estimator }
          : { difference: null, estimator: null, reason: finding.reason },
      );
  });

  it("says of checkpoints that they are these alone", () => {
    const texts = comparisonExhibits(ablation, comparedCheckpoints, USUAL)
      .flatMap(({ table }) => table.groups.flatMap((group) => group.rows))
      .flatMap((row) => row.flatMap((cell) => linesOf(cell).map(plainText)));
    expect(texts).toContain("these checkpoints only");
    expect(texts.join(" ")).not.toContain("unadjusted");
  });
});

describe("a comparison in words", () => {
  it("says first that it is exploratory, then each row with both sides", () => {
    const sentences = comparisonSentences(ablation, comparedArms);
    expect(sentences[0]).toMatch(
      /^difficult-advice after sft against control after sft: \d+ comparisons; .* This is exploratory/,
    );
    const [row] = sentences.slice(-comparedArms.rows.length);
    expect(row).toMatch(/^difficult-advice after sft minus control after sft on .* is .*, 3 against 3 runs/);
    expect(row).toContain("unadjusted; q = 0.010 among these rows");
  });

  it("claims nothing of the recipe from checkpoints, and says why there is no number", () => {
    const sentences = comparisonSentences(ablation, comparedCheckpoints);
    expect(sentences[1]).toContain("these checkpoints only, not about the recipe");
    expect(sentences.join(" ")).toContain("is not estimable, because there is no outcome of `control/1/0`");
    expect(comparisonSentences(ablation, { ...comparedArms, rows: [] })).toEqual([
      "difficult-advice after sft against control after sft: neither side was scored on anything there.",
    ]);
  });

  it("tells whose runs they are, and which checkpoints were averaged", () => {
    const rows = comparedArms.rows.map((row) => ({
      ...{ ...row, pairing: "by-run" as const },
      steps: { a: [100, 200], b: [null] },
    }));
    const a = { ...comparedArms.a, stage: "rl" };
    const sentences = comparisonSentences(ablation, { ...comparedArms, a, rows });
    expect(sentences).toContain("The same runs stand on both sides: each is compared with itself.");
    expect(sentences).toContain("difficult-advice after rl stands for rl, mean of steps 100, 200.");
  });
});

describe("prompts as exhibits", () => {
  it("lists the first prompts, and gives all of them as data", () => {
    const answer = sampledPrompts({ clusters: 9, prompts: 8 });
    const [clusters, prompts] = sampleExhibits(ablation, answer);
    expect(clusters?.table.groups[0]?.rows).toHaveLength(9);
    expect(prompts?.table.groups[0]?.rows).toHaveLength(MOST_LISTED);
    expect(prompts?.tidy.rows).toHaveLength(72);
    for (const { tidy } of [clusters, prompts].filter((one) => one !== undefined))
      for (const row of tidy.rows) expect(row).toHaveLength(tidy.columns.length);
  });

  it("has one exhibit without clusters, and none without prompts", () => {
    const answer = sampledPrompts({ clusters: 12, prompts: 10, isDeclared: false });
    const [only, ...none] = sampleExhibits(ablation, answer);
    expect(none).toEqual([]);
    expect(only?.table.label).toBe("Prompts");
    expect(sampleExhibits(ablation, { ...answer, prompts: 0, samples: [] })).toEqual([]);
  });

  it("holds what a user wrote as text", () => {
    const answer = sampledPrompts({ clusters: 2, prompts: 3 });
    const samples = answer.samples.map((one) => ({ ...one, sample: HOSTILE, cluster: HOSTILE }));
    const clusters = answer.clusters.map((one) => ({ ...one, cluster: HOSTILE }));
    const [exhibit] = sampleExhibits(ablation, { ...answer, samples, clusters });
    expect(exhibit?.figure?.svg).not.toMatch(/<script|<img|<[^>]*\son\w+=/);
  });
});

describe("prompts in words", () => {
  const answer = sampledPrompts({ clusters: 9, prompts: 8 });

  it("say what was looked at, where the difference is, and what the order rests on", () => {
    const sentences = sampleSentences(ablation, answer);
    expect(sentences[0]).toBe(
      "difficult-advice against control on honeypots@1 after sft: 72 prompts scored on both sides; 2 prompts scored on one side alone are left out.",
    );
    expect(sentences[1]).toMatch(
      /^They differ most on prompt-\d+: [\d.]+% against [\d.]+%, from 12 and 12 scores\.$/,
    );
    expect(sentences[3]).toContain("the nearer it is drawn to the mean of \u221225.0 points");
    expect(sentences.at(-1)).toContain("not a test");
  });

  it("say that nothing stands out where chance explains it all, and that nothing is there", () => {
    const shrinkage = { towards: 0, betweenPrompts: 0, chance: "prompts" } as const;
    expect(sampleSentences(ablation, { ...answer, shrinkage }).join(" ")).toContain("no prompt stands out");
    const none = { ...answer, prompts: 0, unmatched: 0, samples: [], clusters: [], shrinkage: null };
    expect(sampleSentences(ablation, none)).toHaveLength(1);
  });
});
