import type { TokenConfounding } from "@holdfast/core";
import { listed } from "../listed.js";
import type { RecognisedDesign } from "./design-of.js";
import { termWeights } from "./term-weights.js";

/** From this inflation on, what is left of a factor once tokens are known is too little to speak of. */
export const HIGH_INFLATION = 5;

/** One column a level beyond the first of each factor, with the factor it belongs to. */
export function factorColumns({
  factors,
  at,
}: RecognisedDesign): { readonly factor: number; readonly column: Float64Array }[] {
  return factors.flatMap(({ levels }, factor) =>
    levels.slice(1).map((_, offset) => ({
      factor,
      column: Float64Array.from(at, (own) => (own[factor] === offset + 1 ? 1 : 0)),
    })),
  );
}

/** 1 / (1 - R^2) of a column on the others and the intercept; Infinity where it is one of their combinations. */
function inflationOf(column: Float64Array, others: readonly Float64Array[]): number {
  const ones = new Float64Array(column.length).fill(1);
  const { orthonormal, weights } = termWeights([ones, ...others, column]);
  const own = weights.at(-1);
  const direction = orthonormal.at(-1);
  if (own === undefined || own === null || direction === undefined || direction === null)
    return Number.POSITIVE_INFINITY;
  let left = 0;
  let mean = 0;
  for (const value of column) mean += value / column.length;
  let total = 0;
  column.forEach((value, row) => {
    left += value * (direction[row] ?? 0);
    total += (value - mean) ** 2;
  });
  return total / (left * left);
}

/**
 * Question: could it be the amount of data, and not the factor, that made the difference?
 * Model: columns of the factors (one a level beyond the first) beside log(1 + tokens) of each arm; doses are tokens.
 * Formula: variance inflation 1 / (1 - R^2) of each factor on the other factors and log tokens; without end where the
 *   factor is a combination of them (rank).
 * Units: none.
 * Not estimable when: an arm does not state its tokens.
 * Source: Marquardt 1970.
 * Checked against: hand-worked designs.
 */
export function tokenConfounding(
  design: RecognisedDesign,
  arms: readonly { readonly arm: string; readonly tokens: number | "unknown" }[],
): TokenConfounding {
  const unknown = arms.filter(({ tokens }) => tokens === "unknown").map(({ arm }) => `\`${arm}\``);
  if (design.factors.length === 0) return { status: "unknown", reason: "no factor is varied", factors: [] };
  if (unknown.length > 0)
    return { status: "unknown", reason: `tokens of ${listed(unknown)} are unknown`, factors: [] };
  const log = logTokens(arms);
  const [first] = log;
  if (log.every((value) => value === first)) return { status: "matched", reason: null, factors: [] };
  const columns = factorColumns(design);
  const inflations = columns.map(({ factor, column }, index) => ({
    factor,
    inflation: inflationOf(column, [
      ...columns.filter((_, other) => other !== index).map((other) => other.column),
      log,
    ]),
  }));
  const factors = design.factors.flatMap(({ name, isDose }, position) => {
    if (isDose) return [];
    const worst = Math.max(
      ...inflations.filter(({ factor }) => factor === position).map(({ inflation }) => inflation),
    );
    const aliased = !Number.isFinite(worst) || worst > 1e12;
    return [{ factor: name, inflation: aliased ? null : worst, aliased }];
  });
  const confounded = factors.filter(({ inflation }) => inflation === null || inflation >= HIGH_INFLATION);
  if (confounded.length === 0) return { status: "told-apart", reason: null, factors };
  const names = listed(confounded.map(({ factor }) => `\`${factor}\``));
  const how = confounded.some(({ aliased }) => aliased) ? "cannot be told" : "can hardly be told";
  return { status: "confounded", reason: `${names} ${how} from the amount of tokens`, factors };
}

/** log(1 + tokens) of each arm. */
export function logTokens(arms: readonly { readonly tokens: number | "unknown" }[]): Float64Array {
  return Float64Array.from(arms, ({ tokens }) => (tokens === "unknown" ? Number.NaN : Math.log1p(tokens)));
}
