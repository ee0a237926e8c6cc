/** Most players whose coalitions are enumerated: 2^12 arms are beyond any ablation. */
export const MOST_PLAYERS = 12;

function factorial(n: number): number {
  let product = 1;
  for (let factor = 2; factor <= n; factor += 1) product *= factor;
  return product;
}

/** |R|! (n - |R| - left)! / (n - left + 1)! as whole numbers: the chance that exactly these come before. */
export function precedence(
  before: number,
  players: number,
  joined = 1,
): { readonly of: number; readonly in: number } {
  return {
    of: factorial(before) * factorial(players - before - joined),
    in: factorial(players - joined + 1),
  };
}

function sizeOf(coalition: number): number {
  let count = 0;
  for (let rest = coalition; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/**
 * Question: which weighted sum of coalition values is a player's Shapley value?
 * Model: the value of every coalition is known; players join in random order.
 * Formula: w(T) = (|T| - 1)! (k - |T|)! / k! for T with the player, minus |T|! (k - |T| - 1)! / k! without.
 * Units: none; entry T is the coalition whose bits are set in T, bit i standing for player i.
 * Not estimable when: a coalition has no value.
 * Source: Shapley 1953.
 * Checked against: exact rational enumeration of all orders, Python 3.11 `fractions`.
 */
export function shapleyWeights(players: number, player: number): Float64Array {
  const weights = new Float64Array(2 ** players);
  const own = 1 << player;
  for (let coalition = 0; coalition < weights.length; coalition += 1) {
    if ((coalition & own) !== 0) continue;
    const chance = precedence(sizeOf(coalition), players);
    weights[coalition] = -chance.of / chance.in;
    weights[coalition | own] = chance.of / chance.in;
  }
  return weights;
}

/**
 * Question: by how much is a pair worth more together than apart, on average over what else is there?
 * Model: as {@link shapleyWeights}.
 * Formula: I_ij = sum over T without i, j of |T|! (k - |T| - 2)! / (k - 1)! [v(T+i+j) - v(T+i) - v(T+j) + v(T)].
 * Units: none.
 * Not estimable when: a coalition has no value.
 * Source: Grabisch and Roubens 1999.
 * Checked against: exact rational enumeration, Python 3.11 `fractions`.
 */
export function interactionWeights(players: number, one: number, other: number): Float64Array {
  const weights = new Float64Array(2 ** players);
  const [i, j] = [1 << one, 1 << other];
  for (let coalition = 0; coalition < weights.length; coalition += 1) {
    if ((coalition & (i | j)) !== 0) continue;
    const chance = precedence(sizeOf(coalition), players, 2);
    const weight = chance.of / chance.in;
    weights[coalition] = weight;
    weights[coalition | i] = -weight;
    weights[coalition | j] = -weight;
    weights[coalition | i | j] = weight;
  }
  return weights;
}

/** Every union of the members, as coalitions; nobody first. */
function subsets(members: readonly number[]): number[] {
  const found = [0];
  for (const member of members) for (const one of found.slice()) found.push(one | member);
  return found;
}

/**
 * Question: the same as Shapley's, where players of one group join together.
 * Model: the groups arrive in random order, and within a group its players do.
 * Formula: sum over sets R of other groups and T of other players of the own group of
 *   |R|! (m - |R| - 1)! / m! * |T|! (b - |T| - 1)! / b! [v(R + T + i) - v(R + T)], m groups, b players in the own one.
 * Units: none.
 * Not estimable when: a coalition has no value.
 * Source: Owen 1977.
 * Checked against: exact rational enumeration of the admitted orders, Python 3.11 `fractions`.
 *
 * @param groups players of each group; every player is in exactly one
 */
export function owenWeights(
  players: number,
  player: number,
  groups: readonly (readonly number[])[],
): Float64Array {
  const weights = new Float64Array(2 ** players);
  const own = groups.find((group) => group.includes(player)) ?? [player];
  const masks = groups
    .filter((group) => group !== own)
    .map((group) => group.reduce((mask, member) => mask | (1 << member), 0));
  const mates = own.filter((member) => member !== player).map((member) => 1 << member);
  const outer = subsets(masks.map((_, index) => 1 << index));
  for (const chosen of outer) {
    const before = masks.reduce(
      (mask, group, index) => ((chosen & (1 << index)) === 0 ? mask : mask | group),
      0,
    );
    const outside = precedence(sizeOf(chosen), groups.length);
    for (const inner of subsets(mates)) {
      const inside = precedence(sizeOf(inner), own.length);
      const weight = (outside.of / outside.in) * (inside.of / inside.in);
      const without = before | inner;
      const joined = without | (1 << player);
      weights[without] = (weights[without] ?? 0) - weight;
      weights[joined] = (weights[joined] ?? 0) + weight;
    }
  }
  return weights;
}
