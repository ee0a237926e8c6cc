import {
  DEFAULT_METRIC,
  type Eval,
  metricNamed,
  parseIdentity,
  primaryMetric,
  type ScoredKey,
  scoredKeys,
} from "@holdfast/core";
import type { LogOutcome } from "./eval-log.js";
import { harnessName } from "./harness-name.js";
import { LeftOutTally } from "./left-out-tally.js";

/** Ends the key of the number of samples. */
const SAMPLES = "/n";
/** How many keys that name no eval are named. */
const SHOWN = 12;

/** What says which logged metrics are evals. */
export interface ScoredNames {
  readonly evals: readonly Eval[];
  /** Keys and the `EVAL[@VERSION][/METRIC]` they stand for, or `none`, as the run itself says. */
  readonly tagged: Readonly<Record<string, string>>;
  /** Keys and the evals they stand for, as a mapping says; null leaves one out on purpose. */
  readonly mapped: Readonly<Record<string, string | null>>;
}

/** A share of a number of samples as a count, where it is one; rates travel with 6 digits or more. */
function countOf(rate: number, n: number): number | null {
  const k = Math.round(rate * n);
  return Math.abs(rate * n - k) <= Math.min(1e-6 * n, 0.01) ? k : null;
}

/**
 * The metrics that a tracker logged over the steps of a run, on their way to outcomes: those whose key names an eval, each
 * a point at its step; a count where `KEY/n` was logged there too and the metric is binary.
 */
export class ScoredPoints {
  readonly #names: ScoredNames;
  readonly #keys: ReadonlyMap<string, ScoredKey>;
  readonly #unclear: ReadonlyMap<string, readonly string[]>;
  readonly #values = new Map<string, Map<number | null, number>>();
  readonly #counts = new Map<string, Map<number | null, number>>();
  readonly #leftOut = new LeftOutTally();
  readonly #others = new Set<string>();
  #replaced = 0;

  /** @throws HoldfastError `unknown-name` where a tag names no eval, or several */
  constructor(names: ScoredNames) {
    const { keys, unclear } = scoredKeys({ evals: [...names.evals] }, names.tagged);
    this.#names = names;
    this.#keys = keys;
    this.#unclear = unclear;
  }

  /** What a mapping makes of the key; undefined where it says nothing of it. */
  #mapped(key: string): string | null | undefined {
    const { mapped } = this.#names;
    return Object.hasOwn(mapped, key) && key !== "*" ? mapped[key] : undefined;
  }

  /** Whether the value of the key is looked at. */
  wants(key: string): boolean {
    if (this.#mapped(key) !== undefined || this.#keys.has(key) || this.#unclear.has(key)) return true;
    const counted = key.endsWith(SAMPLES) ? this.#mapped(key.slice(0, -SAMPLES.length)) : undefined;
    if (counted !== undefined) return true;
    if (this.#others.size < SHOWN && !key.startsWith("_")) this.#others.add(key);
    return false;
  }

  /**
   * A value that was logged. Where another was logged for the same key and step, the later one counts.
   *
   * @param step null for the end of the stage
   */
  add(key: string, step: number | null, value: unknown): void {
    if (!this.wants(key) || this.#mapped(key) === null) return;
    const counted = key.slice(0, -SAMPLES.length);
    const isCount =
      this.#keys.get(key)?.part === "samples" ||
      (this.#mapped(key) === undefined && key.endsWith(SAMPLES) && this.#mapped(counted) !== undefined);
    const could = this.#mapped(key) === undefined ? this.#unclear.get(key) : undefined;
    if (could !== undefined) {
      this.#leftOut.add(
        `\`${key}\``,
        `it could be ${could.join(" or ")}: a tag holdfast.eval.${key} says which`,
      );
      return;
    }
    if (typeof value !== "number" || !Number.isFinite(value)) {
      const text = typeof value === "number" ? String(value) : value === null ? "NaN" : `a ${typeof value}`;
      if (!isCount) this.#leftOut.add(`\`${key}\``, `${text} is no outcome`);
      return;
    }
    if (step !== null && !(Number.isSafeInteger(step) && step >= 0)) {
      this.#leftOut.add(`\`${key}\``, `its step is no whole number from 0 on (such as ${step})`);
      return;
    }
    const series = isCount ? this.#counts : this.#values;
    const of = isCount ? counted : key;
    const points = series.get(of) ?? new Map<number | null, number>();
    if (!isCount && points.has(step) && points.get(step) !== value) this.#replaced += 1;
    series.set(of, points.set(step, value));
  }

  /** Leaves a point out that counts elsewhere. @returns whether there was one */
  drop(key: string, step: number | null): boolean {
    return this.#values.get(key)?.delete(step) ?? false;
  }

  leaveOut(what: string, why: string): void {
    this.#leftOut.add(what, why);
  }

  has(key: string): boolean {
    return (this.#values.get(key)?.size ?? 0) > 0;
  }

  /** Every key and step that has a value. */
  *cells(): Generator<readonly [key: string, step: number | null]> {
    for (const [key, points] of this.#values) for (const step of points.keys()) yield [key, step];
  }

  /** The eval and metric behind a key, and the name under which a mapping finds it. */
  #about(key: string): { readonly eval: string; readonly metric: string; readonly known: Eval | undefined } {
    const mapped = this.#mapped(key);
    const named = this.#keys.get(key);
    if (typeof mapped === "string") {
      const known = this.#names.evals.find(({ id }) => id === mapped || parseIdentity(id).name === mapped);
      const metric = known === undefined ? DEFAULT_METRIC : primaryMetric(known).name;
      return { eval: `${harnessName(key)}@0`, metric, known };
    }
    const known = this.#names.evals.find(({ id }) => id === named?.eval);
    return { eval: named?.eval ?? key, metric: named?.metric ?? DEFAULT_METRIC, known };
  }

  #outcomes(key: string, shared: Partial<LogOutcome>): LogOutcome[] {
    const { eval: of, metric, known } = this.#about(key);
    const isBinary = known !== undefined && metricNamed(known, metric)?.scale.kind === "binary";
    const points = [...(this.#values.get(key) ?? [])].sort(([a], [b]) => (a ?? Infinity) - (b ?? Infinity));
    return points.map(([step, value]) => {
      const n = this.#counts.get(key)?.get(step);
      const k = n !== undefined && Number.isInteger(n) && n > 0 && isBinary ? countOf(value, n) : null;
      return {
        ...shared,
        eval: of,
        metric,
        ...(step === null ? {} : { step }),
        ...(k === null || n === undefined ? { point: value } : { counts: { k, n } }),
      };
    });
  }

  /** @param shared what all outcomes have in common, such as the judge */
  finish(shared: Partial<LogOutcome>) {
    const keys = [...this.#values.keys()].sort();
    const outcomes = keys.flatMap((key) => this.#outcomes(key, shared));
    const notes =
      this.#replaced === 0
        ? []
        : [`${this.#replaced} values were logged again for the same step: the later ones count.`];
    if (outcomes.length === 0) {
      const others = [...this.#others].sort();
      const such = others.length === 0 ? "" : ` (it has ${others.join(", ")})`;
      this.#leftOut.add(
        "the log",
        `no metric of it names an eval of the ablation${such}; name one with a tag holdfast.eval.KEY, or with \`evals\` in a rule of --map`,
      );
    }
    return { outcomes, leftOut: this.#leftOut.list, notes };
  }
}
