import { describe, expect, it } from "vitest";
import { runLineage, runRecord } from "../testing/run-answers.js";
import { LINEAGE_WIDTH, lineageLayout } from "./lineage-layout.js";

const STAGES = ["base", "sft", "rl"];

function life(
  places: readonly (readonly [stage: string, step: number | null])[],
  over: Parameters<typeof runRecord>[0] = {},
) {
  const run = runRecord({ parent: null, parentRun: null, children: [], ...over });
  const about = { run: run.run, tokens: null, uri: null, shared: false, outcomes: 1 };
  return { run, interventions: [], checkpoints: places.map(([stage, step]) => ({ ...about, stage, step })) };
}

const at = (layout: ReturnType<typeof lineageLayout>, track: number) =>
  layout.tracks[track]?.points.map(({ checkpoint, x }) => [
    checkpoint.stage,
    checkpoint.step,
    Math.round(x),
  ]) ?? [];

describe("the layout of a lineage", () => {
  it("puts stages in the order of the ablation, and steps to scale within each", () => {
    const self = life([
      ["rl", 100],
      ["rl", 200],
      ["sft", null],
    ]);
    const layout = lineageLayout({ stages: STAGES, ancestors: [], self, children: [] });
    expect(layout.spans.map(({ stage }) => stage)).toEqual(["sft", "rl"]);
    const [sft, rl] = layout.spans;
    const places = at(layout, 0);
    expect(places.map(([stage, step]) => [stage, step])).toEqual([
      ["sft", null],
      ["rl", 100],
      ["rl", 200],
    ]);
    expect(places[0]?.[2]).toBe(Math.round(sft?.to ?? 0));
    expect(places[2]?.[2]).toBe(Math.round(rl?.to ?? 0));
    const middle = layout.tracks[0]?.points[1]?.x;
    expect(middle).toBeCloseTo(((rl?.from ?? 0) + 14 + (rl?.to ?? 0)) / 2, 0);
    expect(layout.spans.every(({ to }) => to < LINEAGE_WIDTH - 200)).toBe(true);
  });

  it("starts a branch at the checkpoint that it was taken from, on a row of its own", () => {
    const parent = life(
      [
        ["rl", 100],
        ["rl", 200],
      ],
      { run: "advice/3/0", branch: 0 },
    );
    const self = life([["rl", 150]], {
      ...{ run: "advice/3/1", parentRun: "advice/3/0", parent: { stage: "rl", step: 100, branch: 0 } },
    });
    const layout = lineageLayout({ stages: STAGES, ancestors: [parent], self, children: [] });
    const [above, own] = layout.tracks;
    expect([above?.isSelf, own?.isSelf]).toEqual([false, true]);
    expect(own?.start).toEqual({ x: above?.points[0]?.x, y: above?.y });
    expect(own?.y).toBeGreaterThan(above?.y ?? 0);
  });

  it("stays inside its frame with nothing, one point, and a stage that the ablation does not know", () => {
    for (const self of [life([]), life([["base", null]]), life([["dreamt", 5]]), runLineage()]) {
      const layout = lineageLayout({ stages: STAGES, ancestors: [], self, children: [] });
      for (const { points, marks, start } of layout.tracks)
        for (const { x } of [...points, ...marks, start]) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(LINEAGE_WIDTH);
        }
    }
  });
});
