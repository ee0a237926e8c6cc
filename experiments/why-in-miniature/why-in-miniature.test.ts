import { readFileSync } from "node:fs";
import {
  ablationFingerprint,
  ablationIdentity,
  checkOutcome,
  OutcomeLineSchema,
  outcomesOf,
} from "@holdfast/core";
import { describe, expect, test } from "vitest";
import { STUDIES } from "./plan/studies.js";
import { jobsOf } from "./runner/job.js";
import { whyInMiniature } from "./why-in-miniature.js";
import { suitesOf } from "./world/suite.js";
import { worldOf } from "./world/world.js";

const named = STUDIES.map((study) => [ablationIdentity(study.ablation), study] as const);
const linesOf = (identity: string) => {
  const lines = whyInMiniature.lines[identity];
  if (lines === undefined) throw new Error(`no lines of ${identity}`);
  return lines;
};

describe("the plan", () => {
  test.each(named)(
    "%s calls itself a model organism, in its title and its note",
    (_identity, { ablation }) => {
      expect(ablation.title).toContain("model organism");
      expect(ablation.note).toContain("model organism");
    },
  );

  test.each(named)(
    "%s has arms that differ in their data alone: as many tokens but for a dose, one recipe",
    (_identity, study) => {
      const [first] = study.ablation.arms;
      for (const arm of study.ablation.arms) {
        expect(arm.recipes).toEqual(first?.recipes);
        const dose = Number(arm.levels["words-of-demonstrations"] ?? 0);
        for (const stage of ["sdf", "sft", "rl"]) {
          const tokens = (mixes: typeof arm.mixes | undefined) =>
            mixes?.[stage]?.components.reduce((sum, component) => sum + Number(component.tokens), 0);
          expect(tokens(arm.mixes)).toBe(Number(tokens(first?.mixes)) + (stage === "sft" ? dose : 0));
        }
      }
    },
  );

  test("the factorial and its repetition in another world differ in the world alone", () => {
    const [main, , , heldOut] = STUDIES;
    expect(heldOut?.data).toEqual(main?.data);
    expect(heldOut?.sizes).toEqual(main?.sizes);
    expect(heldOut?.ablation.plan).toEqual(main?.ablation.plan);
    expect(heldOut?.world).not.toBe(main?.world);
  });

  test("the doses share their control with the factorial, and nothing else", () => {
    const [main, , , , doses] = STUDIES;
    expect(doses?.data.control).toEqual(main?.data.control);
    const shared = jobsOf(main === undefined || doses === undefined ? [] : [main, doses]);
    const both = shared.filter(({ targets }) => targets.length > 1);
    expect(new Set(both.flatMap(({ targets }) => targets.map(({ arm }) => arm)))).toEqual(
      new Set(["control"]),
    );
    expect(both).toHaveLength(doses?.seeds ?? 0);
  });

  test("asks for no lead before RL of an arm that has tools alone", () => {
    const [main] = STUDIES;
    const members = main?.ablation.plan.families.flatMap((family): readonly object[] => family.members) ?? [];
    expect(members).toHaveLength(6 * 4 + 7 * 4 + 6 * 4);
    expect(members).not.toContainEqual(expect.objectContaining({ arm: "tool-definitions", stage: "sft" }));
    expect(members).toContainEqual(expect.objectContaining({ arm: "tool-definitions", stage: "rl" }));
  });
});

describe("the committed outcomes", () => {
  test("were made under the plans as they stand", () => {
    const plans: unknown = JSON.parse(readFileSync(new URL("./outcomes/plan.json", import.meta.url), "utf8"));
    expect(plans).toEqual(
      Object.fromEntries(named.map(([identity, { ablation }]) => [identity, ablationFingerprint(ablation)])),
    );
  });

  test.each(named)("of %s are those of every run that was planned, and no other", (identity, study) => {
    const runs = new Set(linesOf(identity).map(({ arm, seed }) => `${arm} ${seed}`));
    const planned = jobsOf([study]).flatMap(({ seed, targets }) =>
      targets.map(({ arm }) => `${arm} ${seed}`),
    );
    expect([...runs].sort()).toEqual(planned.sort());
  });

  test.each(named)("of %s are taken by the ablation, each once", (identity, { ablation }) => {
    const keys = linesOf(identity).flatMap((line) =>
      outcomesOf(OutcomeLineSchema.parse(line)).map((outcome) => {
        checkOutcome(ablation, outcome);
        return JSON.stringify([outcome.run.arm, outcome.run.seed, outcome.checkpoint, outcome.eval]);
      }),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each(named)("of %s name the prompts of its world", (identity, { world, sizes }) => {
    const prompts = new Map(
      suitesOf(worldOf(world), sizes.prompts).map((suite) => [suite.eval, suite.prompts.map(({ id }) => id)]),
    );
    for (const { eval: id, samples } of linesOf(identity))
      expect([...new Set(samples?.id)]).toEqual(prompts.get(id));
  });
});
