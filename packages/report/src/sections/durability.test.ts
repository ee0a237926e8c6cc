import type { Analysis } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../markdown/render-markdown.js";
import { reportDocument } from "../report-document.js";
import { FIXTURES } from "../testing/fixtures.js";

function markdown(name: string, change: (analysis: Analysis) => Partial<Analysis> = () => ({})): string {
  const input = FIXTURES[name];
  if (input === undefined) throw new Error(`no fixture ${name}`);
  const { analysis } = input;
  return renderMarkdown(reportDocument({ ...input, analysis: { ...analysis, ...change(analysis) } }));
}

const NOTE = "For a lead alone, quote the one under Effects.";

describe("the section of durability", () => {
  it("says which interval of a lead to quote, where there are two of them", () => {
    expect(markdown("three-seeds").split(NOTE)).toHaveLength(2);
    expect(markdown("reported-rates")).not.toContain(NOTE);
  });

  it("marks runs that were changed on their way, lists them, and says so under the evidence", () => {
    const input = FIXTURES["three-seeds"];
    const [first] = input?.analysis.trajectories ?? [];
    if (input === undefined || first === undefined) throw new Error("no lead is followed");
    const interventions = [
      {
        ...{ run: `${first.arm}/0/0`, stage: "rl", step: 100, author: "ada" },
        ...{ reason: "the watch fired", change: "half the reward" },
      },
    ];
    const changed = reportDocument({ ...input, interventions });
    const text = renderMarkdown(changed);
    expect(text).toContain("1 run, by 1 recorded intervention.");
    expect(text).toMatch(
      /Runs that were changed on their way[\s\S]*half the reward \| the watch fired \| ada/,
    );
    const drawn = changed.sections
      .flatMap(({ blocks }) => blocks)
      .filter((block) => block.kind === "figure" && block.svg.includes("half the reward"));
    expect(drawn.length).toBeGreaterThan(0);
    expect(renderMarkdown(reportDocument(input))).not.toContain("changed on their way");
  });

  it("has no table over time of which every cell is a dash", () => {
    const bare = markdown("three-seeds", ({ durability }) => ({
      trajectories: [],
      durability: durability.map((one) => ({
        ...one,
        levels: null,
        area: { status: "not-estimable" as const, reason: "one checkpoint" },
        retentions: [],
        bounds: null,
      })),
    }));
    expect(bare).not.toContain("Half-life, steps");
    expect(bare).not.toContain("Share over the stage");
  });

  it("names the judge where two judges have rows, and drops a column without a word", () => {
    const text = markdown("three-seeds", ({ durability }) => ({
      trajectories: [],
      durability: durability.slice(0, 1).flatMap((one) =>
        ["rule", "model"].map((judge) => ({
          ...one,
          judge,
          bounds: null,
          area: null,
          levels: { from: { arm: null, control: null }, to: { arm: null, control: null } },
        })),
      ),
    }));
    const heading = text.split("\n").find((line) => line.includes("Change (arm × stage)"));
    expect(heading).not.toContain("Half-life");
    expect(heading).not.toContain("Levels");
    expect(text.slice(text.indexOf("Change (arm × stage)"))).toMatch(/judge rule[\s\S]*judge model/);
  });
});
