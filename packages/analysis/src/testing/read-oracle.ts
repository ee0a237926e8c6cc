import { readFileSync } from "node:fs";

/** One reference case: what went in, what came out, and how near an implementation should come. */
export interface OracleCase {
  readonly id: string;
  readonly relTol: number;
  /** The number at a path such as `inputs/p1`; throws when there is none. */
  number(path: string): number;
  numbers(path: string): number[];
  text(path: string): string;
  /** What the reference tool gave, by name. */
  outputs(): Record<string, unknown>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function at(value: unknown, path: string): unknown {
  return path.split("/").reduce((inner: unknown, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

function numberFrom(value: unknown, path: string): number {
  if (typeof value !== "number") throw new Error(`no number at ${path}`);
  return value;
}

function caseFrom(value: unknown): OracleCase {
  const textAt = (path: string) => {
    const found = at(value, path);
    if (typeof found !== "string") throw new Error(`no text at ${path}`);
    return found;
  };
  return {
    id: textAt("id"),
    relTol: numberFrom(at(value, "relTol"), "relTol"),
    number: (path) => numberFrom(at(value, path), path),
    numbers: (path) => {
      const found = at(value, path);
      if (!Array.isArray(found)) throw new Error(`no numbers at ${path}`);
      return found.map((item: unknown) => numberFrom(item, path));
    },
    text: textAt,
    outputs: () => {
      const found = at(value, "outputs");
      if (!isRecord(found)) throw new Error("no outputs");
      return found;
    },
  };
}

/** The cases of `oracles/<name>.json`; paths inside a case are separated by `/`. */
export function readOracle(name: string): readonly OracleCase[] {
  const file = new URL(`../../oracles/${name}.json`, import.meta.url);
  const document: unknown = JSON.parse(readFileSync(file, "utf8"));
  const cases = at(document, "cases");
  if (!Array.isArray(cases) || cases.length === 0) throw new Error(`${name}.json has no cases`);
  return cases.map(caseFrom);
}

/** |actual - expected| relative to |expected|, absolute where the reference is 0. */
export function relativeError(actual: number, expected: number): number {
  return expected === 0 ? Math.abs(actual) : Math.abs(actual - expected) / Math.abs(expected);
}
