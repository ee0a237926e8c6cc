import { describeOutcome, HoldfastError, keyOf, type Outcome } from "@holdfast/core";
import type { StoredValue } from "./derivable.js";

const REMEDY = "If the recorded value is wrong, send the new one as a correction with author and reason.";

function sayScore(score: number | null): string {
  return score === null ? "unscored (null)" : String(score);
}

function sayValue(value: StoredValue | Outcome["evidence"]): string {
  if (value.level === "samples") {
    const cells = "pages" in value ? value.scored + value.unscored : value.score.length;
    return `${cells} sample scores`;
  }
  if (value.level === "counts") return `${value.counts.k} of ${value.counts.n}`;
  if (value.level === "point") return `the point ${value.point}`;
  const { mean, standardError, seOver, units, n } = value.summary;
  return [
    `the mean ${mean}`,
    standardError === undefined ? "" : ` with standard error ${standardError} over ${seOver}`,
    units === undefined ? "" : `, ${units} units`,
    n === undefined ? "" : `, n ${n}`,
  ].join("");
}

function sayRevision(revision: number): string {
  return revision === 1 ? "recorded" : `recorded (revision ${revision})`;
}

/** A sample that is recorded with another score. */
export function cellConflict(
  outcome: Outcome,
  index: number,
  cell: {
    readonly position: number;
    readonly sample: string;
    readonly epoch: number;
    readonly stored: number | null;
    readonly given: number | null;
    readonly revision: number;
  },
): HoldfastError {
  return new HoldfastError({
    code: "conflict",
    message: `${describeOutcome(outcome)}: sample \`${cell.sample}\`, epoch ${cell.epoch} is ${sayRevision(cell.revision)} as ${sayScore(cell.stored)}, and given as ${sayScore(cell.given)}.`,
    place: { key: keyOf([index, "samples", "score", cell.position]) },
    remedy: REMEDY,
  });
}

/** An outcome that is recorded with another value, or at a level from which the given one does not follow. */
export function valueConflict(
  outcome: Outcome,
  index: number,
  stored: StoredValue,
  revision: number,
): HoldfastError {
  return new HoldfastError({
    code: "conflict",
    message: `${describeOutcome(outcome)} is ${sayRevision(revision)} as ${sayValue(stored)}, and given as ${sayValue(outcome.evidence)}.`,
    place: { key: keyOf([index, outcome.evidence.level]) },
    remedy: REMEDY,
  });
}

/** A field of a run, checkpoint, sample or eval that is recorded with another value. */
export function fieldConflict(
  what: string,
  place: readonly PropertyKey[],
  stored: string,
  given: string,
  remedy: string,
): HoldfastError {
  return new HoldfastError({
    code: "conflict",
    message: `${what} is recorded as ${stored}, and given as ${given}.`,
    place: { key: keyOf(place) },
    remedy,
  });
}
