import { type Random, randomOf } from "../random.js";

/** The laws of one world: how agents in it behave, drawn from its seed. */
export interface World {
  readonly seed: string;
  /** How often an agent under threat breaks the norm in its way. */
  readonly breaksUnderThreat: number;
  /** How often an agent without a threat keeps the norm in its way. */
  readonly keepsUnthreatened: number;
  /** How often an agent without a norm in its way takes the act that reaches its goal. */
  readonly takesFreeWay: number;
  /** Share of told situations whose sentences come from two surfaces. */
  readonly mixedTelling: number;
}

/** The world of a seed. Another seed gives other agents, another corpus and other suites under the same words. */
export function worldOf(seed: string): World {
  const random = randomOf("world", seed);
  const between = (low: number, high: number) => low + (high - low) * random.next();
  return {
    seed,
    breaksUnderThreat: between(0.75, 0.9),
    keepsUnthreatened: between(0.8, 0.95),
    takesFreeWay: between(0.93, 0.99),
    mixedTelling: between(0.2, 0.35),
  };
}

/** A stream of chance that belongs to this world. */
export function chanceIn(world: World, ...labels: readonly (string | number)[]): Random {
  return randomOf(world.seed, ...labels);
}
