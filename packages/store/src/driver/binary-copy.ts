/*
 * The binary form of COPY (PostgreSQL documentation, "COPY", Binary Format): a signature, then for each row the
 * number of its fields and each field after its length, then -1. All numbers are big-endian.
 */

const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");
const HEADER = SIGNATURE.length + 8;
const FIELDS = 5;
const FLOAT8 = 701;
const ARRAY_HEADER = 20;

/** One row of `outcome_page` with its cells: 0 in `state` is absent, and NaN in `score` unscored. */
export interface PageRow {
  readonly ablationId: number;
  readonly outcomeId: string;
  readonly page: number;
  readonly epochs: number;
  readonly state: Uint8Array;
  readonly score: Float64Array;
}

/** Cells up to the last one that is there. */
export function usedCells({ state }: Pick<PageRow, "state">): number {
  let used = state.length;
  while (used > 0 && state[used - 1] === 0) used -= 1;
  return used;
}

function absentCells({ state }: PageRow, used: number): number {
  let absent = 0;
  for (let index = 0; index < used; index += 1) if (state[index] === 0) absent += 1;
  return absent;
}

function rowBytes(used: number, absent: number): number {
  // field count, then ablation, uuid, page, epochs and array, each after its length
  return 2 + (4 + 4) + (4 + 16) + (4 + 4) + (4 + 2) + 4 + ARRAY_HEADER + used * 12 - absent * 8;
}

/** Writes one row at `at`, and says where the next one begins. */
function writeRow(bytes: Buffer, view: DataView, start: number, row: PageRow): number {
  const used = usedCells(row);
  const absent = absentCells(row, used);
  let at = start;
  view.setInt16(at, FIELDS);
  view.setInt32(at + 2, 4);
  view.setInt32(at + 6, row.ablationId);
  view.setInt32(at + 10, 16);
  at += 14;
  at += bytes.write(row.outcomeId.replaceAll("-", ""), at, "hex");
  view.setInt32(at, 4);
  view.setInt32(at + 4, row.page);
  view.setInt32(at + 8, 2);
  view.setInt16(at + 12, row.epochs);
  view.setInt32(at + 14, ARRAY_HEADER + used * 12 - absent * 8);
  view.setInt32(at + 18, 1);
  view.setInt32(at + 22, absent > 0 ? 1 : 0);
  view.setInt32(at + 26, FLOAT8);
  view.setInt32(at + 30, used);
  view.setInt32(at + 34, 1);
  at += 38;
  for (let cell = 0; cell < used; cell += 1) {
    if (row.state[cell] === 0) {
      view.setInt32(at, -1);
      at += 4;
    } else {
      view.setInt32(at, 8);
      view.setFloat64(at + 4, row.score[cell] ?? Number.NaN);
      at += 12;
    }
  }
  return at;
}

/** Rows of `outcome_page` (ablation_id, outcome_id, page, epochs, score) as COPY takes them. */
export function encodePages(rows: readonly PageRow[]): Buffer {
  let total = HEADER + 2;
  for (const row of rows) {
    const used = usedCells(row);
    total += rowBytes(used, absentCells(row, used));
  }
  const bytes = Buffer.allocUnsafe(total);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  SIGNATURE.copy(bytes);
  bytes.fill(0, SIGNATURE.length, HEADER);
  let at = HEADER;
  for (const row of rows) at = writeRow(bytes, view, at, row);
  view.setInt16(at, -1);
  return bytes;
}

/** The rows that lie whole in `bytes` from `at` on, and where the first that does not begins. */
function wholeRows(bytes: Buffer, start: number): { readonly rows: Buffer[][]; readonly rest: number } {
  const rows: Buffer[][] = [];
  let rest = start;
  for (;;) {
    if (rest + 2 > bytes.length) return { rows, rest };
    const count = bytes.readInt16BE(rest);
    if (count < 0) return { rows, rest: bytes.length };
    const fields: Buffer[] = [];
    let at = rest + 2;
    while (fields.length < count && at + 4 <= bytes.length) {
      // a null field has length -1 and is an empty one here
      const end = at + 4 + Math.max(0, bytes.readInt32BE(at));
      if (end > bytes.length) break;
      fields.push(bytes.subarray(at + 4, end));
      at = end;
    }
    if (fields.length < count) return { rows, rest };
    rows.push(fields);
    rest = at;
  }
}

/** The fields of the rows of a COPY, some rows at a time as their bytes arrive. */
export async function* copiedRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Buffer[][]> {
  let bytes: Buffer = Buffer.alloc(0);
  let begun = false;
  for await (const chunk of chunks) {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    if (!begun && bytes.length < HEADER) continue;
    const { rows, rest } = wholeRows(bytes, begun ? 0 : HEADER);
    begun = true;
    bytes = bytes.subarray(rest);
    yield rows;
  }
  if (bytes.length > 0) throw new Error("a COPY ended in the middle of a row");
}

/** A uuid from its 16 bytes. */
export function uuidFrom(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
