import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interactionWeights, owenWeights, shapleyWeights } from "./coalition-weights.js";
import { weighted } from "./linear-fit.js";

const games = fc.integer({ min: 2, max: 5 }).chain((players) =>
  fc.record({
    players: fc.constant(players),
    values: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: 2 ** players,
      maxLength: 2 ** players,
    }),
  }),
);
const each = (players: number) => Array.from({ length: players }, (_, player) => player);

describe("coalition weights", () => {
  it("divide the whole among the players", () => {
    fc.assert(
      fc.property(games, ({ players, values }) => {
        const whole = (values.at(-1) ?? 0) - (values[0] ?? 0);
        const groups = [
          each(players).slice(0, 2),
          ...each(players)
            .slice(2)
            .map((player) => [player]),
        ];
        const sum = (weights: (player: number) => Float64Array) =>
          each(players).reduce((total, player) => total + weighted(weights(player), values), 0);
        expect(sum((player) => shapleyWeights(players, player))).toBeCloseTo(whole, 10);
        expect(sum((player) => owenWeights(players, player, groups))).toBeCloseTo(whole, 10);
      }),
    );
  });

  it("give Owen's value the weights of Shapley's where every group is one player, or all are one group", () => {
    for (const groups of [[[0], [1], [2]], [[0, 1, 2]]])
      for (const player of [0, 1, 2]) {
        const owen = owenWeights(3, player, groups);
        shapleyWeights(3, player).forEach((weight, coalition) => {
          expect(owen[coalition]).toBeCloseTo(weight, 12);
        });
      }
  });

  it("find no interaction where values add up, and the whole of it for two", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (worth) => {
          const values = Array.from({ length: 16 }, (_, coalition) =>
            worth.reduce((sum, value, player) => ((coalition & (1 << player)) === 0 ? sum : sum + value), 0),
          );
          expect(weighted(interactionWeights(4, 0, 2), values)).toBeCloseTo(0, 10);
          expect(weighted(shapleyWeights(4, 1), values)).toBeCloseTo(worth[1] ?? 0, 10);
        },
      ),
    );
    expect([...interactionWeights(2, 0, 1)]).toEqual([1, -1, -1, 1]);
  });
});
