import type { Arm } from "./arm.js";
import { HoldfastError } from "./errors.js";
import type { Factor, Level } from "./factor.js";

/** What an arm with these levels is made of, beyond its levels and its name. */
export type Furnish = (levels: Readonly<Record<string, Level>>) => Partial<Omit<Arm, "levels">>;

const nothing: Furnish = () => ({});

function twoLevels(factor: Factor): readonly [Level, Level] {
  const [off, on, ...rest] = factor.levels;
  if (off === undefined || on === undefined || rest.length > 0) {
    throw new HoldfastError({
      code: "invalid-input",
      message: `the factor \`${factor.name}\` has ${factor.levels.length} levels, and this design needs two.`,
      place: { key: `factors.${factor.name}` },
      remedy: "Use fullFactorial, or give the factor two levels.",
    });
  }
  return [off, on];
}

/** `control` when every factor is at its first level, else the factors that are not, joined by `+`. */
export function armName(factors: readonly Factor[], levels: Readonly<Record<string, Level>>): string {
  const changed = factors.filter((factor) => levels[factor.name] !== factor.levels[0]);
  if (changed.length === 0) return "control";
  return changed
    .map((factor) =>
      levels[factor.name] === true ? factor.name : `${factor.name}-${String(levels[factor.name])}`,
    )
    .join("+");
}

function build(factors: readonly Factor[], levels: Record<string, Level>, furnish: Furnish): Arm {
  return { name: armName(factors, levels), mixes: {}, recipes: {}, ...furnish(levels), levels };
}

/** Every combination of the levels of `factors`; the first arm has each factor at its first level. */
export function fullFactorial(factors: readonly Factor[], furnish: Furnish = nothing): Arm[] {
  const combinations = factors.reduce<Record<string, Level>[]>(
    (before, factor) =>
      factor.levels.flatMap((level) => before.map((levels) => ({ ...levels, [factor.name]: level }))),
    [{}],
  );
  return combinations.map((levels) => build(factors, levels, furnish));
}

/**
 * A two-level fractional factorial: a full design in the basic factors, the others set by generators.
 *
 * @param generators for each generated factor, the basic factors whose product of signs gives its sign
 *   (first level -1, second level +1), with `sign` -1 for the other half fraction
 * @see Box, Hunter and Hunter 2005, Statistics for Experimenters, chapter 6
 */
export function fractionalFactorial(
  factors: readonly Factor[],
  generators: Readonly<Record<string, { readonly of: readonly string[]; readonly sign?: 1 | -1 }>>,
  furnish: Furnish = nothing,
): Arm[] {
  const basic = factors.filter((factor) => !(factor.name in generators));
  const byName = new Map(factors.map((factor) => [factor.name, factor]));
  for (const [name, { of }] of Object.entries(generators)) {
    const stranger = !byName.has(name)
      ? name
      : of.find((parent) => !basic.some((factor) => factor.name === parent));
    if (stranger !== undefined || of.length === 0) {
      throw new HoldfastError({
        code: "unknown-name",
        message: `the generator of \`${name}\` names \`${stranger ?? "nothing"}\`, which is not a basic factor.`,
        place: { key: `generators.${name}` },
        remedy: `Basic factors are ${basic.map((factor) => factor.name).join(", ")}.`,
      });
    }
  }
  return fullFactorial(basic.map((factor) => ({ ...factor, levels: [...twoLevels(factor)] }))).map((base) => {
    const levels: Record<string, Level> = {};
    for (const factor of factors) {
      const [off, on] = twoLevels(factor);
      const generator = generators[factor.name];
      if (generator === undefined) {
        levels[factor.name] = base.levels[factor.name] ?? off;
        continue;
      }
      const product = generator.of.reduce<number>((sign, parent) => {
        const parentFactor = byName.get(parent);
        return base.levels[parent] === parentFactor?.levels[1] ? sign : -sign;
      }, generator.sign ?? 1);
      levels[factor.name] = product > 0 ? on : off;
    }
    return build(factors, levels, furnish);
  });
}

/** The full mix (`all`), and one arm for each factor in which that factor alone is left out (`without-x`). */
export function leaveOneOut(factors: readonly Factor[], furnish: Furnish = nothing): Arm[] {
  const all: Record<string, Level> = Object.fromEntries(
    factors.map((factor) => [factor.name, twoLevels(factor)[1]]),
  );
  const full: Arm = { name: "all", mixes: {}, recipes: {}, ...furnish(all), levels: all };
  return [
    full,
    ...factors.map((factor): Arm => {
      const levels = { ...all, [factor.name]: twoLevels(factor)[0] };
      return { name: `without-${factor.name}`, mixes: {}, recipes: {}, ...furnish(levels), levels };
    }),
  ];
}
