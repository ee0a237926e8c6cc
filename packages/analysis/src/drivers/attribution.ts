import type { Attribution, DriverNumber } from "@holdfast/core";
import { interactionWeights, MOST_PLAYERS, owenWeights, shapleyWeights } from "./coalition-weights.js";
import { type ContrastMatter, weightedNumbers } from "./contrast-numbers.js";
import type { RecognisedDesign } from "./design-of.js";

type Refused = Extract<Attribution, { status: "not-estimable" }>;

/** Position of the arm of each coalition; bit i of the coalition is factor i at its second level. */
function armsOfCoalitions({ at, factors }: RecognisedDesign): (number | undefined)[] {
  const found = new Array<number | undefined>(2 ** factors.length).fill(undefined);
  at.forEach((levels, arm) => {
    found[levels.reduce((mask, level, factor) => (level > 0 ? mask | (1 << factor) : mask), 0)] = arm;
  });
  return found;
}

/** Each factor's group as players; factors without one stand alone. */
function groupsOf({ factors }: RecognisedDesign): number[][] {
  const groups = new Map<string, number[]>();
  factors.forEach(({ name, group }, position) => {
    const key = group === null ? `alone ${name}` : `group ${group}`;
    groups.set(key, (groups.get(key) ?? []).concat(position));
  });
  return [...groups.values()];
}

function refuse(reason: string, bounds: Refused["bounds"] = []): Refused {
  return { status: "not-estimable", reason, bounds };
}

/** The least and most a share could be, if the missing arms lay anywhere on the metric's scale. */
function boundsOf(
  design: RecognisedDesign,
  arms: readonly (number | undefined)[],
  means: readonly number[],
  scale: { readonly lower: number; readonly upper: number },
): Refused["bounds"] {
  const { factors } = design;
  return factors.map(({ name }, player) => {
    let lower = 0;
    let upper = 0;
    shapleyWeights(factors.length, player).forEach((weight, coalition) => {
      const arm = arms[coalition];
      const mean = arm === undefined ? undefined : means[arm];
      lower += weight * (mean ?? (weight > 0 ? scale.lower : scale.upper));
      upper += weight * (mean ?? (weight > 0 ? scale.upper : scale.lower));
    });
    return { factor: name, lower, upper };
  });
}

/** Whether main effects and all interactions of two are identified, and nothing of a higher order is needed. */
function identifiesPairs({ kind, resolution }: RecognisedDesign): boolean {
  return kind === "fractional-factorial" && (resolution ?? 0) >= 5;
}

/**
 * Question: how much of the difference between all ingredients and none is each ingredient's?
 * Model: a complete 2^k design; each share is a weighted sum of arm means, so its variance is that of a contrast.
 * Formula: Shapley weights over arms; Owen's where factors name groups; the interaction index for pairs.
 * Units: those of the metric, or log odds. The shares add up to the total.
 * Not estimable when: a combination was not measured (then bounds are given), a factor has more than two levels, or
 *   there is one factor.
 * Source: Shapley 1953; Owen 1977; Grabisch and Roubens 1999.
 * Checked against: exact rational enumeration, Python 3.11 `fractions`.
 */
export function attribution(
  design: RecognisedDesign,
  matter: ContrastMatter,
  means: readonly number[],
  scale: { readonly lower: number; readonly upper: number },
): Attribution {
  const { factors } = design;
  const players = factors.length;
  if (players < 2)
    return refuse(players === 0 ? "no factor is varied" : "there is one factor: its effect is the whole");
  if (factors.some(({ levels }) => levels.length !== 2))
    return refuse("a factor has more than two levels, so there is no `present` to take part");
  if (players > MOST_PLAYERS) return refuse(`shares are worked out for up to ${MOST_PLAYERS} factors`);
  const arms = armsOfCoalitions(design);
  const absent = arms.filter((arm) => arm === undefined).length;
  if (absent > 0) {
    const model = identifiesPairs(design)
      ? "; if only main effects and interactions of two exist, each share is the factor's main effect"
      : "";
    return refuse(
      `${absent} of ${arms.length} combinations of the factors were not measured${model}`,
      boundsOf(design, arms, means, scale),
    );
  }
  const weightsOf = (coalitions: Float64Array) => {
    const weights = new Float64Array(design.at.length);
    coalitions.forEach((weight, coalition) => {
      const arm = arms[coalition];
      if (arm !== undefined) weights[arm] = weight;
    });
    return weights;
  };
  const method = matter.measured.arms.every(({ components }) => components.runs >= 2) ? "welch" : "pooled";
  const numbers = (coalitions: Float64Array): DriverNumber[] =>
    weightedNumbers(matter, weightsOf(coalitions), method);
  const whole = new Float64Array(2 ** players);
  whole[0] = -1;
  whole[whole.length - 1] = 1;
  const groups = groupsOf(design);
  const grouped = groups.length < players;
  return {
    status: "estimated",
    method,
    total: numbers(whole),
    shares: factors.map(({ name }, player) => ({
      factor: name,
      shapley: numbers(shapleyWeights(players, player)),
      owen: grouped ? numbers(owenWeights(players, player, groups)) : null,
    })),
    interactions: factors.flatMap((one, i) =>
      factors.slice(i + 1).map((other, offset) => {
        const names: [string, string] = [one.name, other.name];
        return { factors: names, index: numbers(interactionWeights(players, i, i + 1 + offset)) };
      }),
    ),
  };
}
