import { boundsOf, type EvidenceLevel, type EvidenceOutcome, type Scale } from "@holdfast/core";
import type { RunValue } from "../effects/comparison.js";

/** Mean score and number of scores of each prompt, on [0, 1]. */
export interface CellRow {
  readonly cells: Float64Array;
  readonly scores: Float64Array;
}

/** What one checkpoint, or the mean of several, scored; rates and errors on [0, 1]. */
export interface MeasuredValue {
  readonly level: EvidenceLevel;
  readonly value: RunValue;
  /** Present at sample level. */
  readonly row: CellRow | null;
}

/** No eval has so many scores that it could tell such a distance from nothing, and log odds of less overflow. */
const NEAREST = 1e-12;

/** A rate on [0, 1], at an end of the scale where only rounding keeps it from there. */
function settledRate(rate: number): number {
  if (rate < NEAREST && rate > -NEAREST) return 0;
  return rate > 1 - NEAREST && rate < 1 + NEAREST ? 1 : rate;
}

function rowOf(score: Float64Array, epochs: number, lower: number, range: number): CellRow {
  const prompts = Math.floor(score.length / epochs);
  const cells = new Float64Array(prompts);
  const scores = new Float64Array(prompts);
  for (let prompt = 0; prompt < prompts; prompt += 1) {
    let sum = 0;
    let count = 0;
    for (let index = prompt * epochs; index < (prompt + 1) * epochs; index += 1) {
      const value = score[index] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      sum += value - lower;
      count += 1;
    }
    cells[prompt] = count === 0 ? Number.NaN : settledRate(sum / range / count);
    scores[prompt] = count;
  }
  return { cells, scores };
}

/** Rows of equal length, moved into one stretch of memory: a matrix of them is then a view. Undefined where one is missing. */
export function stackRows(rows: readonly (CellRow | null)[]): readonly CellRow[] | undefined {
  const [first] = rows;
  if (first === undefined || first === null) return undefined;
  const prompts = first.cells.length;
  const cells = new Float64Array(rows.length * prompts);
  const scores = new Float64Array(rows.length * prompts);
  for (const [at, row] of rows.entries()) {
    if (row === null || row.cells.length !== prompts) return undefined;
    cells.set(row.cells, at * prompts);
    scores.set(row.scores, at * prompts);
  }
  return rows.map((_, at) => ({
    cells: cells.subarray(at * prompts, (at + 1) * prompts),
    scores: scores.subarray(at * prompts, (at + 1) * prompts),
  }));
}

/** Mean over prompts, scores behind it, and the error over prompts: the row as one value. */
export function rowValue({ cells, scores }: CellRow): RunValue | null {
  let prompts = 0;
  let sum = 0;
  let observations = 0;
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index] ?? Number.NaN;
    if (Number.isNaN(cell)) continue;
    prompts += 1;
    sum += cell;
    observations += scores[index] ?? 0;
  }
  if (prompts === 0) return null;
  const rate = sum / prompts;
  let squares = 0;
  for (let index = 0; index < cells.length; index += 1) {
    const left = (cells[index] ?? Number.NaN) - rate;
    if (!Number.isNaN(left)) squares += left * left;
  }
  const standardError = prompts < 2 || squares === 0 ? null : Math.sqrt(squares / (prompts - 1) / prompts);
  return { rate, observations, standardError };
}

/** One outcome on [0, 1]; null where it holds no score at all. */
export function checkpointValue({ evidence }: EvidenceOutcome, scale: Scale): MeasuredValue | null {
  const { lower, upper } = boundsOf(scale);
  const range = upper - lower;
  switch (evidence.level) {
    case "samples": {
      const row = rowOf(evidence.score, evidence.epochs, lower, range);
      const value = rowValue(row);
      return value === null ? null : { level: "samples", value, row };
    }
    case "counts": {
      const { k, n } = evidence.counts;
      return { level: "counts", value: { rate: k / n, observations: n, standardError: null }, row: null };
    }
    case "summary": {
      const { mean, standardError } = evidence.summary;
      // Zero is what harnesses print where nothing was estimated.
      const error = standardError === undefined || standardError === 0 ? null : standardError / range;
      return {
        level: "summary",
        value: { rate: settledRate((mean - lower) / range), observations: null, standardError: error },
        row: null,
      };
    }
    case "point":
      return {
        level: "point",
        value: {
          rate: settledRate((evidence.point - lower) / range),
          observations: null,
          standardError: null,
        },
        row: null,
      };
  }
}

const LEVELS: readonly EvidenceLevel[] = ["samples", "counts", "summary", "point"];

/** The poorer of two levels; graded samples fall to a summary, since counts are for binary scores. */
export function poorestLevel(levels: readonly EvidenceLevel[], binary: boolean): EvidenceLevel {
  const poorest = LEVELS[Math.max(0, ...levels.map((level) => LEVELS.indexOf(level)))] ?? "point";
  return poorest === "counts" && !binary ? "summary" : poorest;
}

/** The error a value brings to a comparison of summaries: its own, or the binomial one of its counts. */
function errorOf({ rate, observations, standardError }: RunValue): number | null {
  if (standardError !== null || observations === null) return standardError;
  const spread = rate * (1 - rate);
  return spread === 0 ? null : Math.sqrt(spread / observations);
}

/** A value as a poorer level would have told it. */
export function valueAt(value: RunValue, level: EvidenceLevel): RunValue {
  if (level === "counts") return { ...value, standardError: null };
  if (level === "summary") return { ...value, observations: null, standardError: errorOf(value) };
  if (level === "point") return { rate: value.rate, observations: null, standardError: null };
  return value;
}

function averageRows(rows: readonly CellRow[]): CellRow {
  const prompts = rows[0]?.cells.length ?? 0;
  const cells = new Float64Array(prompts);
  const scores = new Float64Array(prompts);
  for (let prompt = 0; prompt < prompts; prompt += 1) {
    let sum = 0;
    let present = 0;
    for (const row of rows) {
      const cell = row.cells[prompt] ?? Number.NaN;
      if (Number.isNaN(cell)) continue;
      sum += cell;
      present += 1;
      scores[prompt] = (scores[prompt] ?? 0) + (row.scores[prompt] ?? 0);
    }
    cells[prompt] = present === 0 ? Number.NaN : sum / present;
  }
  return { cells, scores };
}

/**
 * The mean of several checkpoints or branches of one run, each counting once. Reported errors are averaged, as if
 * they were wholly shared, since the same prompts are behind them.
 */
export function averageValues(values: readonly MeasuredValue[], binary: boolean): MeasuredValue | null {
  const [first] = values;
  if (first === undefined || values.length === 1) return first ?? null;
  const level = poorestLevel(
    values.map((value) => value.level),
    binary,
  );
  const rows = values.flatMap(({ row }) => (row === null ? [] : [row]));
  if (level === "samples" && rows.length === values.length) {
    const row = averageRows(rows);
    const value = rowValue(row);
    return value === null ? null : { level, value, row };
  }
  const lowered = values.map(({ value }) => valueAt(value, level));
  const sum = (pick: (value: RunValue) => number | null) =>
    lowered.reduce<number | null>((total, value) => {
      const own = pick(value);
      return total === null || own === null ? null : total + own;
    }, 0);
  const error = sum(({ standardError }) => standardError);
  return {
    level,
    value: {
      rate: lowered.reduce((total, { rate }) => total + rate, 0) / lowered.length,
      observations: sum(({ observations }) => observations),
      standardError: error === null ? null : error / lowered.length,
    },
    row: null,
  };
}
