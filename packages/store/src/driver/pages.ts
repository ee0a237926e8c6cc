import { arrayLiteral } from "./array-literal.js";
import { copiedRows, encodePages, type PageRow, uuidFrom } from "./binary-copy.js";
import type { Row, Session } from "./driver.js";

/** A stored page as it is on the wire: {@link forEachScore} reads `scores`. */
export interface StoredPage {
  readonly outcomeId: string;
  readonly page: number;
  readonly epochs: number;
  /** `array_send` of the `float8[]`. */
  readonly scores: Buffer;
}

// postgres.js reads NULL inside float8[] as NaN, so scores never travel as a list
const COLUMNS = "p.outcome_id, p.page, p.epochs, array_send(p.score)";

function toPage([outcomeId, page, epochs, scores]: Row): StoredPage {
  if (
    typeof outcomeId !== "string" ||
    typeof page !== "number" ||
    typeof epochs !== "number" ||
    !Buffer.isBuffer(scores)
  )
    throw new TypeError("a page has another shape than expected");
  return { outcomeId, page, epochs, scores };
}

/** The named pages of the named outcomes, as far as they exist; both lists have the same length. */
export async function readPages(
  session: Session,
  ablationId: number,
  outcomeIds: readonly string[],
  pages: readonly number[],
): Promise<StoredPage[]> {
  if (outcomeIds.length === 0) return [];
  const rows = await session.query(
    `select p.* from unnest($2::text::uuid[], $3::text::integer[]) as wanted(outcome_id, page)
     cross join lateral (select ${COLUMNS} from outcome_page p
       where p.ablation_id = $1 and p.outcome_id = wanted.outcome_id and p.page = wanted.page limit 1) p`,
    [ablationId, arrayLiteral(outcomeIds), arrayLiteral(pages)],
  );
  return rows.map(toPage);
}

/** All pages of the named outcomes. */
export async function readAllPages(
  session: Session,
  ablationId: number,
  outcomeIds: readonly string[],
): Promise<StoredPage[]> {
  if (outcomeIds.length === 0) return [];
  const rows = await session.query(
    `select p.* from unnest($2::text::uuid[]) as wanted(outcome_id)
     cross join lateral (select ${COLUMNS} from outcome_page p
       where p.ablation_id = $1 and p.outcome_id = wanted.outcome_id offset 0) p`,
    [ablationId, arrayLiteral(outcomeIds)],
  );
  return rows.map(toPage);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * All pages of the outcomes whose ids lie in a closed range, some at a time, by COPY: half the bytes of a query, and
 * read while the server sends.
 */
export async function* readPageRange(
  session: Session,
  ablationId: number,
  first: string,
  last: string,
): AsyncGenerator<readonly StoredPage[]> {
  if (!Number.isInteger(ablationId) || !UUID.test(first) || !UUID.test(last))
    throw new TypeError("COPY takes no parameters, so its literals must be a number and two uuids");
  const chunks = session.copyOut(
    `select p.outcome_id, p.page, p.epochs, p.score from outcome_page p
     where p.ablation_id = ${ablationId} and p.outcome_id between '${first}' and '${last}'`,
  );
  for await (const rows of copiedRows(chunks)) yield rows.map(copiedPage);
}

function copiedPage([outcomeId, page, epochs, scores]: readonly Buffer[]): StoredPage {
  if (outcomeId === undefined || page === undefined || epochs === undefined || scores === undefined)
    throw new TypeError("a page has another shape than expected");
  return { outcomeId: uuidFrom(outcomeId), page: page.readInt32BE(), epochs: epochs.readInt16BE(), scores };
}

/** Inserts pages that are not stored yet; the caller holds the lock of their outcomes. */
export async function insertPages(session: Session, rows: readonly PageRow[]): Promise<void> {
  if (rows.length === 0) return;
  await session.copyIn("outcome_page (ablation_id, outcome_id, page, epochs, score)", encodePages(rows));
}

const HEADER = 20;
const NULL_LENGTH = 0xffffffff;

/**
 * Calls `visit` with the index and the score of each cell that is present; NaN is unscored.
 * Reads the binary form of an array (`array_send` in src/backend/utils/adt/arrayfuncs.c of PostgreSQL):
 * dimensions, has-null, element type, length and lower bound, then each element after its length.
 */
export function forEachScore(scores: Buffer, visit: (index: number, score: number) => void): void {
  const view = new DataView(scores.buffer, scores.byteOffset, scores.byteLength);
  if (view.getInt32(0) === 0) return;
  const length = view.getInt32(12);
  let offset = HEADER;
  for (let index = 0; index < length; index += 1) {
    if (view.getUint32(offset) === NULL_LENGTH) {
      offset += 4;
    } else {
      visit(index, view.getFloat64(offset + 4));
      offset += 12;
    }
  }
}

/**
 * The cells of a page as numbers, NaN where absent or unscored: for readers to whom the two are one.
 *
 * @param into as long as the page at least; what it holds beyond is left as it was
 * @returns the number of cells
 */
export function decodeScores(scores: Buffer, into: Float64Array): number {
  const view = new DataView(scores.buffer, scores.byteOffset, scores.byteLength);
  if (view.getInt32(0) === 0) return 0;
  const length = view.getInt32(12);
  if (scores.length === HEADER + 12 * length) {
    for (let [index, offset] = [0, HEADER + 4]; index < length; index += 1, offset += 12)
      into[index] = view.getFloat64(offset);
    return length;
  }
  into.fill(Number.NaN, 0, length);
  forEachScore(scores, (index, score) => {
    into[index] = score;
  });
  return length;
}
