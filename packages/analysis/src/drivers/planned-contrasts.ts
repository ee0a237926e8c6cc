import type { DriverContrast, SignedTerm } from "@holdfast/core";
import { type RecognisedDesign, termColumn, termsUpTo, type VariedFactor } from "./design-of.js";
import { termWeights } from "./term-weights.js";

/** A contrast that the design identifies, before any number of it is known. */
export interface PlannedContrast extends Pick<DriverContrast, "kind" | "factors" | "levels"> {
  readonly aliasedWith: readonly SignedTerm[];
  /** Weight of each arm; null where the design does not identify it. */
  readonly weights: Float64Array | null;
  /** The two arms where it is the difference of two, with minus without. */
  readonly pair: { readonly with: number; readonly without: number } | null;
}

/** Terms of this many factors are looked at for aliases where there are many factors. */
const ALIAS_ORDER = 3;
const SMALL = 1e-9;

function namesOf(factors: readonly VariedFactor[], term: readonly number[]): string[] {
  return term.map((factor) => factors[factor]?.name ?? "");
}

function levelsOf(factor: VariedFactor | undefined, from: number, to: number): DriverContrast["levels"] {
  const [one, other] = [factor?.levels[from], factor?.levels[to]];
  return one === undefined || other === undefined ? null : { from: one, to: other };
}

/** Two-level terms whose column the weights do not cancel, other than the term itself. */
function aliasesOf(design: RecognisedDesign, weights: Float64Array, own: readonly number[]): SignedTerm[] {
  const { factors, at } = design;
  if (factors.some(({ levels }) => levels.length !== 2)) return [];
  const order = factors.length > 5 ? ALIAS_ORDER : factors.length;
  return termsUpTo(factors.length, order).flatMap((term): SignedTerm[] => {
    if (term.join() === own.join()) return [];
    const column = termColumn(at, term);
    const product = weights.reduce((sum, weight, arm) => sum + weight * (column[arm] ?? 0), 0);
    return Math.abs(product) < SMALL ? [] : [{ factors: namesOf(factors, term), sign: product > 0 ? 1 : -1 }];
  });
}

function termContrast(
  design: RecognisedDesign,
  term: readonly number[],
  weights: Float64Array | null,
): PlannedContrast {
  const { factors } = design;
  const [first] = term;
  return {
    kind: term.length === 1 ? "main-effect" : "interaction",
    factors: namesOf(factors, term),
    levels: term.length === 1 && first !== undefined ? levelsOf(factors[first], 0, 1) : null,
    aliasedWith: weights === null ? [] : aliasesOf(design, weights, term),
    weights,
    pair: null,
  };
}

/** Every effect of a two-level factorial, or one for each set of aliases, named after its shortest term. */
function factorialContrasts(design: RecognisedDesign): PlannedContrast[] {
  const { at, factors } = design;
  const taken = new Set<string>();
  return termsUpTo(factors.length, factors.length).flatMap((term) => {
    const column = termColumn(at, term);
    const [first = 1] = column;
    const key = column.map((sign) => sign * first).join();
    if (taken.has(key) || column.every((sign) => sign === first)) return [];
    taken.add(key);
    return [
      termContrast(
        design,
        term,
        column.map((sign) => (2 * sign) / at.length),
      ),
    ];
  });
}

/** Each level against the first, averaged over the other factors' settings; interactions of the two-level factors. */
function crossedContrasts(design: RecognisedDesign): PlannedContrast[] {
  const { at, factors } = design;
  const mains = factors.flatMap((factor, position) => {
    const settings = at.length / factor.levels.length;
    return factor.levels.slice(1).map((_, offset): PlannedContrast => {
      const to = offset + 1;
      const weights = Float64Array.from(at, (levels) =>
        levels[position] === to ? 1 / settings : levels[position] === 0 ? -1 / settings : 0,
      );
      return { ...termContrast(design, [position], weights), levels: levelsOf(factor, 0, to) };
    });
  });
  const twoLevel = factors.flatMap(({ levels }, position) => (levels.length === 2 ? [position] : []));
  const interactions = termsUpTo(factors.length, twoLevel.length).filter(
    (term) => term.length > 1 && term.every((factor) => twoLevel.includes(factor)),
  );
  return [
    ...mains,
    ...interactions.map((term) =>
      termContrast(
        design,
        term,
        termColumn(at, term).map((sign) => (2 * sign) / at.length),
      ),
    ),
  ];
}

function pairContrast(design: RecognisedDesign, arm: number, reference: number): PlannedContrast[] {
  const own = design.at[arm] ?? [];
  const base = design.at[reference] ?? [];
  const differing = own.flatMap((level, factor) => (level === base[factor] ? [] : [factor]));
  const [position] = differing;
  if (position === undefined || differing.length > 1) return [];
  const [level, from] = [own[position] ?? 0, base[position] ?? 0];
  const adds = level > from;
  const pair = adds ? { with: arm, without: reference } : { with: reference, without: arm };
  const weights = new Float64Array(design.at.length);
  weights[pair.with] = 1;
  weights[pair.without] = -1;
  const factor = design.factors[position];
  return [
    {
      kind: adds ? "adds-to-nothing" : "lost-when-removed",
      factors: namesOf(design.factors, [position]),
      levels: adds ? levelsOf(factor, from, level) : levelsOf(factor, level, from),
      aliasedWith: [],
      weights,
      pair,
    },
  ];
}

function oneAtATime(design: RecognisedDesign, reference: number): PlannedContrast[] {
  return design.at.flatMap((_, arm) => (arm === reference ? [] : pairContrast(design, arm, reference)));
}

/** With one factor, each level against the first. */
function singleFactor(design: RecognisedDesign): PlannedContrast[] {
  const reference = design.at.findIndex(([level]) => level === 0);
  return oneAtATime(design, reference).map((contrast) => ({ ...contrast, kind: "main-effect" }));
}

function areEqual(one: Float64Array | null, other: Float64Array | null): boolean {
  if (one === null || other === null) return false;
  return one.every((weight, arm) => Math.abs(weight - (other[arm] ?? 0)) < SMALL);
}

/**
 * Least squares over what the arms identify: every main effect, then interactions of two as far as they add anything;
 * and the plain contrasts against the arm with nothing and the arm with everything.
 */
function incompleteContrasts(design: RecognisedDesign, runs: Float64Array): PlannedContrast[] {
  const { at, factors } = design;
  const mains = factors.flatMap(({ levels }, position) =>
    levels.slice(1).map((_, offset) => ({ term: [position], to: offset + 1, two: levels.length === 2 })),
  );
  const pairs = termsUpTo(factors.length, 2)
    .filter((term) => term.length === 2 && term.every((factor) => factors[factor]?.levels.length === 2))
    .map((term) => ({ term, to: 1, two: true }));
  const terms = [...mains, ...pairs];
  const columns = terms.map(({ term, to, two }) =>
    two ? termColumn(at, term) : Float64Array.from(at, (levels) => (levels[term[0] ?? 0] === to ? 1 : 0)),
  );
  const { weights } = termWeights([new Float64Array(at.length).fill(1), ...columns], runs);
  const fitted = terms.flatMap(({ term, to, two }, index): PlannedContrast[] => {
    const own = weights[index + 1] ?? null;
    if (own === null && term.length > 1) return [];
    const contrast = termContrast(design, term, own?.map((weight) => (two ? 2 * weight : weight)) ?? null);
    return [term.length === 1 ? { ...contrast, levels: levelsOf(factors[term[0] ?? 0], 0, to) } : contrast];
  });
  const ends = [
    at.findIndex((levels) => levels.every((level) => level === 0)),
    at.findIndex((levels) =>
      levels.every((level, factor) => level === (factors[factor]?.levels.length ?? 0) - 1),
    ),
  ];
  const plain = ends.flatMap((end) => (end < 0 ? [] : oneAtATime(design, end)));
  // A least-squares effect that rests on two arms alone is their difference, and no main effect.
  return [
    ...fitted.filter((contrast) => !plain.some((pair) => areEqual(contrast.weights, pair.weights))),
    ...plain,
  ];
}

/** The contrasts that a design identifies, main effects first. `runs` weight the arms where least squares is needed. */
export function plannedContrasts(design: RecognisedDesign, runs: Float64Array): PlannedContrast[] {
  switch (design.kind) {
    case "none":
      return [];
    case "single-factor":
      return singleFactor(design);
    case "full-factorial":
      return design.factors.every(({ levels }) => levels.length === 2)
        ? factorialContrasts(design)
        : crossedContrasts(design);
    case "fractional-factorial":
      return factorialContrasts(design);
    case "one-at-a-time":
    case "leave-one-out":
      return oneAtATime(design, design.reference ?? 0);
    case "incomplete":
      return incompleteContrasts(design, runs);
  }
}
