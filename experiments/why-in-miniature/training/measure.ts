import type { OutcomeLineInput } from "@holdfast/core";
import type { Network } from "../network/network.js";
import type { Suite } from "../world/suite.js";
import { chanceIn, type World } from "../world/world.js";
import { evaluate } from "./evaluate.js";

/** Which checkpoint is measured. */
export interface Place {
  readonly stage: "base" | "sdf" | "sft" | "rl";
  readonly step?: number;
}

/** What a suite gave at a checkpoint, without the arm. */
export type Measurement = Omit<OutcomeLineInput, "arm">;

/**
 * Scores of a checkpoint on each suite: the exact probability of each prompt's answer, and `epochs` draws from it.
 * The draws depend on the labels in `stream`, the checkpoint and the prompt, and on nothing else.
 */
export function measure(
  network: Network,
  {
    suites,
    epochs,
    world,
    stream,
    place,
  }: {
    readonly suites: readonly Suite[];
    readonly epochs: number;
    readonly world: World;
    readonly stream: readonly (string | number)[];
    readonly place: Place;
  },
): Measurement[] {
  return suites.map((suite) => {
    const chances = evaluate(network, suite);
    const random = chanceIn(world, "answers", ...stream, place.stage, place.step ?? "end", suite.eval);
    const rounds = Array.from({ length: epochs }, (_, epoch) => epoch);
    const cells = suite.prompts.flatMap(({ id, cluster }, index) =>
      rounds.map((epoch) => ({ id, cluster, epoch, score: drawn(chances[index]) })),
    );
    function drawn(chance = Number.NaN): number | null {
      return Number.isFinite(chance) ? Number(random.chance(chance)) : null;
    }
    return {
      ...place,
      eval: suite.eval,
      judge: "the choice itself",
      ...(chances.every(Number.isFinite) ? {} : { status: "crashed" as const }),
      samples: {
        id: cells.map(({ id }) => id),
        cluster: cells.map(({ cluster }) => cluster),
        epoch: cells.map(({ epoch }) => epoch),
        score: cells.map(({ score }) => score),
      },
    };
  });
}
