import type { Arm, DesignKind, Factor, Level, SignedTerm } from "@holdfast/core";

/** A factor that the measured arms vary, with the levels that occur among them. */
export interface VariedFactor {
  readonly name: string;
  readonly group: string | null;
  /** True where the factor is an amount: then it is what tokens measure, and not to be told from them. */
  readonly isDose: boolean;
  readonly levels: readonly Level[];
}

/** The measured arms read as a design; `at[arm][factor]` is the number of the level. */
export interface RecognisedDesign {
  readonly kind: DesignKind;
  readonly factors: readonly VariedFactor[];
  readonly at: readonly (readonly number[])[];
  /** Position of the arm from which all others differ in one factor. */
  readonly reference: number | null;
  readonly definingRelation: readonly SignedTerm[];
  readonly resolution: number | null;
}

/** With more two-level factors than this, words are not enumerated. */
const MOST_FACTORS = 10;

/** The factors of a term as positions, for every term of up to `order` factors, the short ones first. */
export function termsUpTo(factors: number, order: number): number[][] {
  const found: number[][] = [];
  let last: number[][] = [[]];
  for (let size = 1; size <= order; size += 1) {
    const longer: number[][] = [];
    for (const term of last)
      for (let factor = (term.at(-1) ?? -1) + 1; factor < factors; factor += 1)
        longer.push([...term, factor]);
    last = longer;
    found.push(...last);
  }
  return found;
}

/** The column of a term over the arms: the product of -1 (first level) and +1 (second). */
export function termColumn(at: RecognisedDesign["at"], term: readonly number[]): Float64Array {
  const column = new Float64Array(at.length).fill(1);
  for (const [arm, levels] of at.entries())
    for (const factor of term) if ((levels[factor] ?? 0) === 0) column[arm] = -(column[arm] ?? 0);
  return column;
}

function variedFactors(
  factors: readonly Factor[],
  arms: readonly Arm[],
  baseline: Arm | undefined,
): VariedFactor[] {
  const varied = factors.flatMap((factor) => {
    if (factor.kind === "observed") return [];
    const levels = factor.levels.filter((level) => arms.some((arm) => arm.levels[factor.name] === level));
    return levels.length < 2
      ? []
      : [{ name: factor.name, group: factor.group ?? null, isDose: factor.kind === "dose", levels }];
  });
  const [only] = varied;
  const start = only === undefined ? undefined : baseline?.levels[only.name];
  if (varied.length !== 1 || only === undefined || start === undefined) return varied;
  // With one factor, what the control has is what the others are compared with.
  return [{ ...only, levels: [start, ...only.levels.filter((level) => level !== start)] }];
}

/** Products of factors that are the same in every arm, where these arms are a regular fraction of a two-level design. */
function wordsOf(at: RecognisedDesign["at"], factors: number): SignedTermAt[] | null {
  if (factors > MOST_FACTORS || at.length < 2) return null;
  const words = termsUpTo(factors, factors).flatMap((term): SignedTermAt[] => {
    const column = termColumn(at, term);
    const [first] = column;
    return column.every((sign) => sign === first) ? [{ term, sign: first === 1 ? 1 : -1 }] : [];
  });
  return words.length > 0 && at.length * (words.length + 1) === 2 ** factors ? words : null;
}

interface SignedTermAt {
  readonly term: readonly number[];
  readonly sign: 1 | -1;
}

/** The arm from which every other differs in exactly one factor; the control where several would do. */
function referenceOf(at: RecognisedDesign["at"], preferred: number): number | null {
  const isReference = (candidate: number) =>
    at.every(
      (levels, index) =>
        index === candidate ||
        levels.filter((level, factor) => level !== at[candidate]?.[factor]).length === 1,
    );
  if (preferred >= 0 && isReference(preferred)) return preferred;
  const found = at.findIndex((_, index) => isReference(index));
  return found < 0 ? null : found;
}

/**
 * Reads the measured arms as a design: all combinations, a regular fraction with its defining relation, one factor at a
 * time from a reference arm, or none of these. Factors that were only observed, or have one level here, do not count.
 */
export function designOf(
  factors: readonly Factor[],
  arms: readonly Arm[],
  control: string | null,
): RecognisedDesign {
  const baseline = arms.find(({ name }) => name === control);
  const varied = arms.length < 2 ? [] : variedFactors(factors, arms, baseline);
  const at = arms.map((arm) => varied.map(({ name, levels }) => levels.indexOf(arm.levels[name] ?? "")));
  const plain = { factors: varied, at, reference: null, definingRelation: [], resolution: null };
  if (varied.length === 0) return { kind: "none", ...plain };
  const distinct = new Set(at.map((levels) => levels.join(" "))).size === at.length;
  const combinations = varied.reduce((product, { levels }) => product * levels.length, 1);
  if (!distinct) return { kind: "incomplete", ...plain };
  if (varied.length === 1) return { kind: "single-factor", ...plain };
  if (combinations === at.length) return { kind: "full-factorial", ...plain };
  const twoLevel = varied.every(({ levels }) => levels.length === 2);
  const words = twoLevel ? wordsOf(at, varied.length) : null;
  if (words !== null) {
    const named = words.map(({ term, sign }) => ({
      factors: term.map((factor) => varied[factor]?.name ?? ""),
      sign,
    }));
    return {
      kind: "fractional-factorial",
      ...plain,
      definingRelation: named,
      resolution: Math.min(...words.map(({ term }) => term.length)),
    };
  }
  const reference = referenceOf(
    at,
    arms.findIndex(({ name }) => name === control),
  );
  if (reference === null) return { kind: "incomplete", ...plain };
  const own = at[reference] ?? [];
  const full = own.every((level, factor) => level === (varied[factor]?.levels.length ?? 0) - 1);
  return { kind: full ? "leave-one-out" : "one-at-a-time", ...plain, reference };
}
