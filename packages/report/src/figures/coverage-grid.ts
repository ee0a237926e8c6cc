import type { EvidenceLevel } from "@holdfast/core";

/** What may be said of the outcomes at a place beyond that they are there. */
export interface CoverageNotes {
  readonly isLate: boolean;
  readonly isCorrected: boolean;
  readonly isSetAside: boolean;
  readonly isPartial: boolean;
  readonly isCrashed: boolean;
}

export const NO_NOTES: CoverageNotes = {
  isLate: false,
  isCorrected: false,
  isSetAside: false,
  isPartial: false,
  isCrashed: false,
};

/**
 * One place: `present` has outcomes; `missing` is needed by a registered comparison and has none at all at that stage;
 * `gap` lacks a checkpoint that another run has; `none` is not asked for.
 */
export interface CoverageCell extends CoverageNotes {
  readonly state: "present" | "missing" | "gap" | "none";
  /** A registered comparison needs it. */
  readonly isPlanned: boolean;
  /** The richest level of evidence; null without outcomes. */
  readonly level: EvidenceLevel | null;
  readonly outcomes: number;
  /** Runs behind it where a cell stands for several; null where it is one run. */
  readonly runs: number | null;
}

/** Checkpoints of one stage on one eval; a null step is the end of the stage. */
export interface CoverageStage {
  readonly stage: string;
  readonly steps: readonly (number | null)[];
}

export interface CoverageGroup {
  readonly eval: string;
  readonly stages: readonly CoverageStage[];
}

/** A run, or an arm: one line of the grid, with a cell for each step of each stage of each group. */
export interface CoverageLine {
  readonly arm: string;
  /** What tells the lines of an arm apart; empty where it has one. */
  readonly name: string;
  /** Key of the run; null where it stands for none, or for several. */
  readonly run: string | null;
  readonly cells: readonly (readonly (readonly CoverageCell[])[])[];
}

export interface CoverageGrid {
  readonly groups: readonly CoverageGroup[];
  readonly lines: readonly CoverageLine[];
}

export const LEVELS = ["samples", "counts", "summary", "point"] as const satisfies readonly EvidenceLevel[];

/** The richest of several levels of evidence. */
export function richestLevel(levels: readonly EvidenceLevel[]): EvidenceLevel | null {
  return LEVELS.find((level) => levels.includes(level)) ?? null;
}

/** `rl 200`, or the stage alone at its end. */
export function placeText(stage: string, step: number | null): string {
  return step === null ? stage : `${stage} ${step}`;
}

/** Steps of a stage in words: `rl 50, 100, 150`, or `rl 50 to 1000 (20)`. */
export function stepsText(stage: string, steps: readonly (number | null)[]): string {
  const named = steps.filter((step) => step !== null);
  const [first, last] = [named[0], named.at(-1)];
  if (first === undefined || last === undefined) return stage;
  const end = named.length < steps.length ? " and the end" : "";
  return named.length <= 4
    ? `${stage} ${named.join(", ")}${end}`
    : `${stage} ${first} to ${last} (${named.length})${end}`;
}

/** What is to be said of one line on one eval: `sft, rl 50 to 250 (5); no outcome at base; 1 corrected`. */
export function lineOnEval(group: CoverageGroup, cells: readonly (readonly CoverageCell[])[]) {
  const places = group.stages.flatMap(({ stage, steps }, index) =>
    steps.map((step, order) => ({ stage, step, cell: cells[index]?.[order] })),
  );
  const stepsIn = (state: CoverageCell["state"]) =>
    group.stages.flatMap(({ stage }) => {
      const found = places.filter((place) => place.stage === stage && place.cell?.state === state);
      return found.length === 0 ? [] : [{ stage, steps: found.map(({ step }) => step) }];
    });
  const counted = (key: keyof CoverageNotes) => places.filter(({ cell }) => cell?.[key] === true).length;
  const notes = [
    [counted("isLate"), "late"],
    [counted("isCorrected"), "corrected"],
    [counted("isSetAside"), "set aside"],
    [counted("isPartial"), "partial"],
    [counted("isCrashed"), "crashed"],
  ] as const;
  return {
    present: stepsIn("present").map(({ stage, steps }) => stepsText(stage, steps)),
    missing: stepsIn("missing").map(({ stage }) => stage),
    gaps: stepsIn("gap").map(({ stage, steps }) => stepsText(stage, steps)),
    notes: notes.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`])),
    levels: LEVELS.filter((level) => places.some(({ cell }) => cell?.level === level)),
    outcomes: places.reduce((sum, { cell }) => sum + (cell?.outcomes ?? 0), 0),
    isBeyond: places.some(({ cell }) => cell?.state === "present" && !cell.isPlanned),
  };
}
