import { HoldfastError, keyOf } from "@holdfast/core";
import { CELL, emptyPage, PAGE_SAMPLES, repack, type ScorePage } from "./score-page.js";

/** Scores of samples and epochs as they were sent, with the number of each sample. */
export interface SamplePart {
  readonly sample: readonly string[];
  readonly epoch: readonly number[] | null;
  readonly score: readonly (number | null)[];
  readonly number: Int32Array;
}

/** Pages of one revision, with the number of their cells in each state. */
export interface SamplePages {
  readonly level: "samples";
  readonly pages: Map<number, ScorePage>;
  scored: number;
  unscored: number;
  epochs: number;
}

/** A cell that holds another value than the one given; `position` is its place in the part. */
export interface DifferentCell {
  readonly position: number;
  readonly number: number;
  readonly epoch: number;
  readonly stored: number | null;
  readonly given: number | null;
}

export interface CellTally {
  added: number;
  recognised: number;
  replaced: number;
}

export function noPages(): SamplePages {
  return { level: "samples", pages: new Map(), scored: 0, unscored: 0, epochs: 0 };
}

function epochsOf(part: SamplePart): number {
  if (part.epoch === null) return 1;
  let last = 0;
  for (const epoch of part.epoch) if (epoch > last) last = epoch;
  return last + 1;
}

function pageFor(value: SamplePages, page: number, epochs: number): ScorePage {
  const known = value.pages.get(page);
  if (known !== undefined) return known;
  const fresh = emptyPage(page, epochs);
  value.pages.set(page, fresh);
  return fresh;
}

function refuseScore(score: unknown, position: number, index: number): never {
  throw new HoldfastError({
    code: "invalid-input",
    message: `the score ${String(score)} is not a finite number.`,
    place: { key: keyOf([index, "samples", "score", position]) },
    remedy: "Send null for a sample that was run and not scored.",
  });
}

/**
 * Lays a part over pages: an absent cell takes the value, an equal one stays. The cost depends on the part only.
 *
 * @param index place of the part's outcome in its batch, for messages
 * @param replaces asked for each cell that holds another value: whether the given one takes its place
 */
export function mergeCells(
  value: SamplePages,
  part: SamplePart,
  index: number,
  replaces: (cell: DifferentCell) => boolean,
): CellTally {
  const tally = { added: 0, recognised: 0, replaced: 0 };
  const { number, epoch: epochList, score: scores } = part;
  const epochs = epochsOf(part);
  let page = pageFor(value, (number[0] ?? 0) >>> 8, epochs);
  for (let position = 0; position < scores.length; position += 1) {
    const sampleNo = number[position] ?? 0;
    const given = scores[position] ?? null;
    const epoch = epochList === null ? 0 : (epochList[position] ?? 0);
    if (page.page !== sampleNo >>> 8) page = pageFor(value, sampleNo >>> 8, epochs);
    if (epoch >= page.epochs) repack(page, epochs);
    const cell = (sampleNo % PAGE_SAMPLES) * page.epochs + epoch;
    const state = page.state[cell];
    if (state !== CELL.absent) {
      const stored = state === CELL.scored ? (page.score[cell] ?? null) : null;
      if (stored === given) {
        tally.recognised += 1;
        continue;
      }
      if (!replaces({ position, number: sampleNo, epoch, stored, given })) {
        tally.recognised += 1;
        continue;
      }
      tally.replaced += 1;
      if (stored === null) value.unscored -= 1;
      else value.scored -= 1;
    } else tally.added += 1;
    if (given === null) {
      page.state[cell] = CELL.unscored;
      page.score[cell] = Number.NaN;
      value.unscored += 1;
    } else {
      if (!Number.isFinite(given)) refuseScore(given, position, index);
      page.state[cell] = CELL.scored;
      // the sum makes 0 of -0, as canonical JSON does
      page.score[cell] = given + 0;
      value.scored += 1;
    }
    page.changed = true;
  }
  value.epochs = Math.max(value.epochs, epochs);
  return tally;
}
