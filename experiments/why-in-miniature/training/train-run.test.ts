import { expect, test, vi } from "vitest";
import { armData, type Ingredients } from "../plan/arm-data.js";
import { worldOf } from "../world/world.js";
import { QUICK } from "./sizes.js";
import { trainBase } from "./stages.js";
import { trainRun } from "./train-run.js";

const checkpoints = vi.hoisted((): string[] => []);

vi.mock(import("./stages.js"), async (importOriginal) => {
  const real = await importOriginal();
  return {
    ...real,
    readMix: (network, given) => {
      const loss = real.readMix(network, given);
      checkpoints.push(network.weights.flat.join());
      return loss;
    },
  };
});

const world = worldOf("of-this-test");
const sizes = {
  ...QUICK,
  base: { ...QUICK.base, tokens: 500 },
  sdf: { ...QUICK.sdf, tokens: 500 },
  sft: { ...QUICK.sft, tokens: 500 },
  rl: { ...QUICK.rl, steps: 1, checkpointEvery: 1 },
  prompts: 12,
};
const base = Float64Array.from(trainBase(world, sizes).weights.flat);

/** The parameters of a run after SDF and after SFT. */
function beforeRl(seed: number, ingredients: Ingredients): readonly string[] {
  checkpoints.length = 0;
  trainRun(base, { world, sizes, seed, data: armData(ingredients) });
  return [...checkpoints];
}

test("runs share no checkpoint after the base, also where their data are alike", () => {
  const all = [
    beforeRl(0, {}),
    beforeRl(1, {}),
    beforeRl(0, { tools: true }),
    beforeRl(0, { environment: "helpful-only" }),
    beforeRl(0, { chats: "demonstrations" }),
  ].flat();
  expect(all).toHaveLength(10);
  expect(new Set(all).size).toBe(10);
});

test("the same run comes to the same checkpoints", () => {
  expect(beforeRl(0, { tools: true })).toEqual(beforeRl(0, { tools: true }));
});
