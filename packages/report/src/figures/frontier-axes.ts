import { formatTokens } from "../format.js";

/** Round numbers of one, two and five within two values. */
function roundWithin(lower: number, upper: number, steps: readonly number[]): number[] {
  const found: number[] = [];
  for (let power = Math.floor(Math.log10(lower)); power <= Math.ceil(Math.log10(upper)); power += 1)
    for (const step of steps) {
      const value = Number((step * 10 ** power).toPrecision(6));
      if (value >= lower * 0.9999 && value <= upper * 1.0001) found.push(value);
    }
  return found;
}

/** Extra tokens on a log axis, and a column before it for arms that have no more tokens than their control. */
export interface TokenAxis {
  readonly at: (extra: number) => number;
  readonly tokensAt: (x: number) => number;
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly left: number;
  readonly right: number;
}

/** @param extras extra tokens above 0, at least one */
export function tokenAxis(extras: readonly number[], left: number, right: number): TokenAxis {
  const [least, most] = [Math.min(...extras), Math.max(...extras)];
  const air = Math.max(1.7, Math.sqrt(10 / Math.min(10, most / least)));
  const [from, to] = [Math.log10(least / air), Math.log10(most * air)];
  const at = (extra: number) => left + ((Math.log10(extra) - from) / (to - from)) * (right - left);
  const tokensAt = (x: number) => 10 ** (from + ((x - left) / (right - left)) * (to - from));
  const steps = to - from > 3 ? [1] : to - from > 1.6 ? [1, 3] : [1, 2, 5];
  const ticks = roundWithin(10 ** from, 10 ** to, steps).map((tokens) => ({
    x: at(tokens),
    text: formatTokens(tokens),
  }));
  return { at, tokensAt, ticks, left, right };
}

/** Effects per million tokens, a few round ones that cross the part of the plane where arms stand. */
export function isoEfficiencies(rates: readonly number[], most: number): number[] {
  const positive = rates.filter((rate) => rate > 0);
  if (positive.length === 0) return [];
  const round = roundWithin(Math.min(...positive) / 2.2, Math.max(...positive) * 2.2, [1, 2, 5]);
  const every = Math.max(1, Math.ceil(round.length / most));
  return round.filter((_, index) => index % every === Math.floor((every - 1) / 2));
}
