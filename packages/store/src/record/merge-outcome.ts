import { HoldfastError, keyOf, type Outcome, type OutcomeEvidence } from "@holdfast/core";
import { cellConflict, valueConflict } from "./conflict.js";
import { isDerivable, type StoredValue } from "./derivable.js";
import { type DifferentCell, mergeCells, noPages, type SamplePages, type SamplePart } from "./merge-cells.js";
import { cellOf, copyPage, PAGE_SAMPLES } from "./score-page.js";

/** One outcome of a batch: its place there, and the numbers of its samples. */
export interface GivenOutcome {
  readonly index: number;
  readonly outcome: Outcome;
  readonly number: Int32Array | null;
  readonly at: Date;
}

/** One revision of the outcome with some key, stored or about to be. */
export interface Revision {
  readonly revision: number;
  value: StoredValue;
  status: Outcome["status"];
  harness: Outcome["harness"];
  source: Outcome["source"];
  evaluatedAt: string | null;
  readonly correction: Outcome["correction"];
  readonly recordedAt: Date;
  readonly stored: boolean;
  /** Its row, beyond its pages, differs from what is stored. */
  changed: boolean;
}

export interface Tally {
  added: number;
  recognised: number;
  corrected: number;
}

type Scalars = Exclude<OutcomeEvidence, { readonly level: "samples" }>;

function partOf({ outcome, number }: GivenOutcome): SamplePart | null {
  const { evidence } = outcome;
  return evidence.level === "samples" && number !== null ? { ...evidence, number } : null;
}

function scalarsOf({ evidence }: Outcome): Scalars | null {
  return evidence.level === "samples" ? null : evidence;
}

function holds(revision: Revision, cell: DifferentCell): boolean {
  if (revision.value.level !== "samples") return false;
  const page = revision.value.pages.get(cell.number >>> 8);
  return cellOf(page, cell.number % PAGE_SAMPLES, cell.epoch) === cell.given;
}

function holdsAll(revision: Revision, given: GivenOutcome): boolean {
  const [part, scalars] = [partOf(given), scalarsOf(given.outcome)];
  if (scalars !== null) return isDerivable(scalars, revision.value);
  return (
    part?.score.every((score, position) =>
      holds(revision, {
        position,
        number: part.number[position] ?? 0,
        epoch: part.epoch?.[position] ?? 0,
        stored: null,
        given: score,
      }),
    ) === true
  );
}

const RANK = { crashed: 0, partial: 1, complete: 2 } as const;

/** Parts may come in any order: the best status wins, and a first value fills a gap. */
function fillAttributes(revision: Revision, outcome: Outcome): void {
  const before = [revision.status, revision.harness, revision.source, revision.evaluatedAt];
  if (RANK[outcome.status] > RANK[revision.status]) revision.status = outcome.status;
  revision.harness ??= outcome.harness;
  revision.source ??= outcome.source;
  revision.evaluatedAt ??= outcome.evaluatedAt;
  const after = [revision.status, revision.harness, revision.source, revision.evaluatedAt];
  revision.changed ||= before.some((value, index) => value !== after[index]);
}

function checkFinite(given: Scalars, index: number): void {
  const stated =
    given.level === "point"
      ? [given.point]
      : given.level === "summary"
        ? [given.summary.mean, given.summary.standardError ?? 0]
        : [given.counts.k, given.counts.n];
  const bad = stated.find((value) => !Number.isFinite(value));
  if (bad === undefined) return;
  throw new HoldfastError({
    code: "invalid-input",
    message: `${bad} is not a finite number.`,
    place: { key: keyOf([index, given.level]) },
    remedy: "Leave the outcome out until there is a number to record.",
  });
}

function firstRevision(given: GivenOutcome, tally: Tally, revision: number, base: SamplePages): Revision {
  const { outcome, index } = given;
  const [part, scalars] = [partOf(given), scalarsOf(outcome)];
  let value: StoredValue = base;
  if (scalars !== null) {
    checkFinite(scalars, index);
    value = scalars;
    tally.added += 1;
  } else if (part !== null) {
    const cells = mergeCells(base, part, index, (cell) => {
      if (revision === 1) throw different(given, cell, part, 1);
      return true;
    });
    tally.added += cells.added;
    tally.recognised += cells.recognised;
    tally.corrected += cells.replaced;
  }
  const { status, harness, source, evaluatedAt, correction } = outcome;
  const said = { status, harness, source, evaluatedAt, correction };
  return { revision, value, ...said, recordedAt: given.at, stored: false, changed: true };
}

function different(
  { outcome, index }: GivenOutcome,
  cell: DifferentCell,
  part: SamplePart,
  revision: number,
) {
  return cellConflict(outcome, index, { ...cell, sample: part.sample[cell.position] ?? "", revision });
}

function addTo(current: Revision, earlier: readonly Revision[], given: GivenOutcome, tally: Tally): void {
  const { outcome, index } = given;
  const [part, scalars] = [partOf(given), scalarsOf(outcome)];
  if (part !== null && current.value.level === "samples") {
    const cells = mergeCells(current.value, part, index, (cell) => {
      if (!earlier.some((revision) => holds(revision, cell)))
        throw different(given, cell, part, current.revision);
      return false;
    });
    tally.added += cells.added;
    tally.recognised += cells.recognised;
    current.changed ||= cells.added > 0;
  } else if (
    (scalars !== null && isDerivable(scalars, current.value)) ||
    earlier.some((revision) => holdsAll(revision, given))
  ) {
    tally.recognised += part?.score.length ?? 1;
  } else throw valueConflict(outcome, index, current.value, current.revision);
  fillAttributes(current, outcome);
}

function sameAuthor(a: Outcome["correction"], b: Outcome["correction"]): boolean {
  return a !== null && b !== null && a.author === b.author && a.reason === b.reason;
}

/** The part goes on with the correction that made `current`: it changes only what that one left as it was before. */
function continues(current: Revision, before: Revision | undefined, given: GivenOutcome): boolean {
  const part = partOf(given);
  if (part === null || current.value.level !== "samples" || before === undefined) return false;
  if (!sameAuthor(current.correction, given.outcome.correction)) return false;
  const { pages } = current.value;
  return part.score.every((score, position) => {
    const [number, epoch] = [part.number[position] ?? 0, part.epoch?.[position] ?? 0];
    const stored = cellOf(pages.get(number >>> 8), number % PAGE_SAMPLES, epoch);
    if (stored === undefined || stored === score) return true;
    return holds(before, { position, number, epoch, stored: null, given: stored });
  });
}

function correct(revisions: Revision[], current: Revision, given: GivenOutcome, tally: Tally): void {
  const { outcome, index } = given;
  const part = partOf(given);
  const again = revisions.find(
    (past) => past !== current && sameAuthor(past.correction, outcome.correction) && holdsAll(past, given),
  );
  if (again !== undefined || holdsAll(current, given)) {
    tally.recognised += part?.score.length ?? 1;
    return;
  }
  if (part !== null && current.value.level === "samples" && continues(current, revisions.at(-2), given)) {
    const cells = mergeCells(current.value, part, index, () => true);
    tally.added += cells.added;
    tally.recognised += cells.recognised;
    tally.corrected += cells.replaced;
    current.changed = true;
    fillAttributes(current, outcome);
    return;
  }
  const samplesAgain = part !== null && current.value.level === "samples";
  const base = noPages();
  if (samplesAgain && current.value.level === "samples") {
    const { pages, scored, unscored, epochs } = current.value;
    for (const [number, page] of pages) base.pages.set(number, copyPage(page));
    Object.assign(base, { scored, unscored, epochs });
  }
  const counted = { added: 0, recognised: 0, corrected: 0 };
  revisions.push(firstRevision(given, counted, current.revision + 1, base));
  tally.added += samplesAgain ? counted.added : 0;
  tally.recognised += counted.recognised;
  tally.corrected += samplesAgain ? counted.corrected : counted.added;
}

/**
 * Lays the outcomes of one key over its revisions, in order. Absent is set, equal is nothing new, different is
 * a conflict, unless it was the value of an earlier revision (an old file sent again) or is sent as a correction:
 * that makes the next revision, and nothing is overwritten. The parts of one correction share a revision.
 *
 * @param revisions what is stored, oldest first, with the pages that the outcomes touch (all pages where there is
 *   a correction or an earlier revision); changed in place
 * @returns what became of each outcome, in their order
 * @throws HoldfastError `conflict`, naming the cell
 */
export function mergeOutcome(revisions: Revision[], givens: readonly GivenOutcome[]): Tally[] {
  return givens.map((given) => {
    const tally = { added: 0, recognised: 0, corrected: 0 };
    const current = revisions.at(-1);
    if (current === undefined) revisions.push(firstRevision(given, tally, 1, noPages()));
    else if (given.outcome.correction === null) addTo(current, revisions.slice(0, -1), given, tally);
    else correct(revisions, current, given, tally);
    return tally;
  });
}
