import { describe, expect, it } from "vitest";
import { countsOf, type Place, studyAblation, studyEvidence } from "../testing/study.js";
import { armMoment, momentSteps, namedRuns } from "./arm-moment.js";
import { indexEvidence } from "./evidence-index.js";

const BINARY = { kind: "binary" } as const;

function momentOf(
  places: readonly (readonly [Partial<Place>, number])[],
  steps: readonly (number | null)[] | null,
) {
  const entries = places.map(
    ([place, k]) => [{ arm: "advice", stage: "rl", ...place }, countsOf(k, 10)] as const,
  );
  const index = indexEvidence(studyAblation(), studyEvidence(entries, 0), false);
  return armMoment(index.outcomes, steps, index, BINARY);
}

describe("armMoment", () => {
  it("takes each run's own last checkpoint where no steps are asked for", () => {
    const moment = momentOf(
      [
        [{ seed: 0, step: 1 }, 1],
        [{ seed: 0, step: 2 }, 2],
        [{ seed: 1, step: 1 }, 3],
      ],
      null,
    );
    expect(moment.units.map(({ measured }) => measured.value.rate)).toEqual([0.2, 0.3]);
    expect(moment.steps).toEqual([1, 2]);
  });
  it("takes an unstated step for the end of the stage", () => {
    expect(
      momentOf(
        [
          [{ step: null }, 5],
          [{ step: 900 }, 1],
        ],
        null,
      ).units[0]?.measured.value.rate,
    ).toBe(0.5);
  });
  it("averages the asked steps within a run, and branches within their ancestor", () => {
    const moment = momentOf(
      [
        [{ branch: 0, step: 1 }, 0],
        [{ branch: 0, step: 2 }, 4],
        [{ branch: 1, step: 2 }, 8],
      ],
      [1, 2],
    );
    expect(moment.units).toHaveLength(1);
    expect(moment.units[0]).toMatchObject({
      branches: 2,
      measured: { value: { rate: expect.closeTo((0.2 + 0.8) / 2, 12) } },
    });
  });
  it("leaves out, and counts, runs without any of the steps", () => {
    const moment = momentOf(
      [
        [{ seed: 0, step: 3 }, 1],
        [{ seed: 1, step: 1 }, 3],
      ],
      [3],
    );
    expect(moment).toMatchObject({ missing: 1, units: [{ key: "advice/0" }] });
  });
  it("knows a run that nobody named", () => {
    expect(namedRuns(momentOf([[{ seed: null }, 1]], null))).toBe(0);
  });
});

describe("momentSteps", () => {
  const at = (...steps: (number | null)[]) =>
    studyEvidence(
      steps.map((step) => [{ arm: "advice", stage: "rl", step }, countsOf(1, 2)]),
      0,
    ).outcomes;
  it("is the last steps that both sides have, in reinforcement only", () => {
    expect(momentSteps("rl", [at(1, 2, 3, 4), at(2, 3, 4, 5)], 2)).toEqual([3, 4]);
    expect(momentSteps("rl", [at(1, null), at(null, 1)], 3)).toEqual([1, null]);
    expect(momentSteps("rl", [at(1), at(2)], 3)).toBeNull();
    expect(momentSteps("sft", [at(1, 2), at(1, 2)], 3)).toBeNull();
  });
});
