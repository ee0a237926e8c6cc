import { precedence } from "../drivers/coalition-weights.js";

/** A fraction in lowest terms, the denominator positive. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

function reduced(over: bigint, under: bigint): Fraction {
  const shared = divisor(over, under);
  return { over: over / shared, under: under / shared };
}

function plus(a: Fraction, b: Fraction): Fraction {
  return reduced(a.over * b.under + b.over * a.under, a.under * b.under);
}

/** A number as the decimal it is written as. */
export function fractionOf(value: number): Fraction {
  const [mantissa = "0", power = "0"] = value.toString().split("e");
  const [whole = "0", part = ""] = mantissa.split(".");
  const shift = Number(power) - part.length;
  const digits = BigInt(`${whole}${part}`);
  const scale = 10n ** BigInt(Math.abs(shift));
  return shift >= 0 ? reduced(digits * scale, 1n) : reduced(digits, scale);
}

/** `31/300`, `2` as Python writes them. */
export function fractionText({ over, under }: Fraction): string {
  return under === 1n ? over.toString() : `${over}/${under}`;
}

/** The Shapley value of a player without rounding, from values by coalition (bit i is player i). */
export function exactShapley(players: number, player: number, values: readonly Fraction[]): Fraction {
  let total: Fraction = { over: 0n, under: 1n };
  const own = 1 << player;
  values.forEach((value, coalition) => {
    const joined = values[coalition | own];
    if ((coalition & own) !== 0 || joined === undefined) return;
    const size = coalition.toString(2).replaceAll("0", "").length;
    const chance = precedence(size, players);
    const gain = plus(joined, { over: -value.over, under: value.under });
    total = plus(total, reduced(gain.over * BigInt(chance.of), gain.under * BigInt(chance.in)));
  });
  return total;
}
