import type { OracleCase, OracleTolerance } from "@holdfast/core";
import { keyOf } from "@holdfast/core";
import { numericText } from "./numeric-text.js";

/** One output that is not as expected. */
export interface Mismatch {
  readonly output: string;
  readonly expected: unknown;
  readonly got: unknown;
  readonly allowed: number | null;
  readonly message: string | null;
}

type Path = readonly (string | number)[];

// What is left of two numbers that cancel, in units of the numbers beside it.
const CANCELLED = 32 * Number.EPSILON;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tolerances may be written `se[1]` or `se.1`. */
function dotted(path: string): string {
  return path.replace(/\[(\d+)\]/g, ".$1");
}

function toleranceAt(path: Path, { rel_tol, tolerances = {} }: OracleCase): OracleTolerance {
  const key = path.join(".");
  const [nearest] = Object.keys(tolerances)
    .filter((name) => key === dotted(name) || key.startsWith(`${dotted(name)}.`))
    .sort((a, b) => dotted(b).length - dotted(a).length);
  return (nearest === undefined ? undefined : tolerances[nearest]) ?? { rel: rel_tol };
}

/** The largest number beside an expected one in its list or nested record; 0 for outputs that stand alone. */
function scaleOf(beside: unknown): number {
  if (typeof beside === "number") return Math.abs(beside);
  if (typeof beside !== "object" || beside === null) return 0;
  return Object.values(beside).reduce<number>((largest, value) => Math.max(largest, scaleOf(value)), 0);
}

function allowedDistance(expected: number, tolerance: OracleTolerance, scale: number): number {
  // Relative to 0 nothing can be near: there the relative tolerance counts as an absolute one.
  const relative = (tolerance.rel ?? 0) * (expected === 0 ? 1 : Math.abs(expected));
  const noise = Math.abs(expected) <= CANCELLED * scale ? CANCELLED * scale : 0;
  return Math.max(relative, tolerance.abs ?? 0, noise);
}

/** Whether both say that there is no number: null, which JSON also writes for a side without end, or R's texts. */
function saysNothing(expected: unknown, got: unknown): boolean {
  if (expected === null)
    return got === null || got === Number.POSITIVE_INFINITY || got === Number.NEGATIVE_INFINITY;
  return (expected === "NA" || expected === "NaN") && got === null;
}

function compareAt(
  path: Path,
  expected: unknown,
  got: unknown,
  reference: OracleCase,
  scale: number,
): Mismatch[] {
  const fail = (message: string | null, allowed: number | null = null): Mismatch[] => [
    { output: keyOf(path), expected, got, allowed, message },
  ];
  if (got === undefined) return fail("the estimator gives no such output");
  if (Array.isArray(expected)) {
    if (!Array.isArray(got)) return fail("a list was expected");
    const values: readonly unknown[] = got;
    if (values.length !== expected.length)
      return fail(`${expected.length} values were expected, not ${values.length}`);
    const beside = Math.max(scale, scaleOf(expected));
    return expected.flatMap((item: unknown, index) =>
      compareAt([...path, index], item, values[index], reference, beside),
    );
  }
  if (isRecord(expected)) {
    if (!isRecord(got)) return fail("a record was expected");
    const beside = Math.max(scale, scaleOf(expected));
    return Object.entries(expected).flatMap(([name, item]) =>
      compareAt([...path, name], item, Object.hasOwn(got, name) ? got[name] : undefined, reference, beside),
    );
  }
  if (saysNothing(expected, got)) return [];
  const [wanted, found] = [numericText(expected), numericText(got)];
  if (wanted === undefined || found === undefined) return expected === got ? [] : fail(null);
  if (wanted === found) return [];
  const allowed = allowedDistance(wanted, toleranceAt(path, reference), scale);
  return Math.abs(wanted - found) <= allowed ? [] : fail(null, allowed);
}

/**
 * Every output of a case that is not within its tolerance of what is expected, compared by name. Outputs that the
 * case does not expect are no fault.
 */
export function compareOutputs(reference: OracleCase, got: Readonly<Record<string, unknown>>): Mismatch[] {
  return Object.entries(reference.outputs).flatMap(([name, expected]) =>
    compareAt([name], expected, Object.hasOwn(got, name) ? got[name] : undefined, reference, 0),
  );
}
