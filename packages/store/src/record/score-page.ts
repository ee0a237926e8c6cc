/** Consecutive sample numbers that share a page. */
export const PAGE_SAMPLES = 256;

/** What a cell of a page is: nobody sent it, it holds a score, or it was run and not scored. */
export const CELL = { absent: 0, scored: 1, unscored: 2 } as const;

/** The scores of {@link PAGE_SAMPLES} samples; index = (sample number % 256) * epochs + epoch. */
export interface ScorePage {
  readonly page: number;
  epochs: number;
  /** One of {@link CELL} for each index. */
  state: Uint8Array;
  /** NaN where the cell holds no score. */
  score: Float64Array;
  /** It differs from what is stored. */
  changed: boolean;
  /** It is stored already. */
  readonly stored: boolean;
}

export function emptyPage(page: number, epochs: number, stored = false): ScorePage {
  const cells = PAGE_SAMPLES * epochs;
  return {
    page,
    epochs,
    state: new Uint8Array(cells),
    score: new Float64Array(cells).fill(Number.NaN),
    changed: false,
    stored,
  };
}

/** The page again, to be stored under another outcome. */
export function copyPage(page: ScorePage): ScorePage {
  return { ...page, state: page.state.slice(), score: page.score.slice(), changed: true, stored: false };
}

/** Makes room for more epochs a sample; what is in the page keeps its sample and epoch. */
export function repack(page: ScorePage, epochs: number): void {
  const wider = emptyPage(page.page, epochs);
  for (let sample = 0; sample < PAGE_SAMPLES; sample += 1) {
    const [from, to] = [sample * page.epochs, (sample + 1) * page.epochs];
    wider.state.set(page.state.subarray(from, to), sample * epochs);
    wider.score.set(page.score.subarray(from, to), sample * epochs);
  }
  page.epochs = epochs;
  page.state = wider.state;
  page.score = wider.score;
  page.changed = true;
}

/** What a cell of a page holds: a score, null when it was run and not scored, undefined when it is absent. */
export function cellOf(
  page: ScorePage | undefined,
  sampleInPage: number,
  epoch: number,
): number | null | undefined {
  if (page === undefined || epoch >= page.epochs) return undefined;
  const index = sampleInPage * page.epochs + epoch;
  const state = page.state[index];
  return state === CELL.scored ? page.score[index] : state === CELL.unscored ? null : undefined;
}

/** The page as an array literal for `float8[]`, without the absent cells at its end. */
export function pageLiteral(page: ScorePage): string {
  let used = page.state.length;
  while (used > 0 && page.state[used - 1] === CELL.absent) used -= 1;
  const score = page.score.subarray(0, used);
  if (page.state.subarray(0, used).indexOf(CELL.absent) < 0) return `{${score.join(",")}}`;
  return `{${Array.from(score, (value, index) => (page.state[index] === CELL.absent ? "NULL" : value)).join(",")}}`;
}
