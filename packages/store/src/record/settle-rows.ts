import { compareText } from "@holdfast/core";

/** A stored row with what a batch says laid over it. */
export interface SettledRow<Row> {
  readonly row: Row;
  readonly changed: boolean;
}

export interface Settlement<Row> {
  readonly keys: ReadonlySet<string>;
  /** The rows that exist, by key; with `lock`, locked in the order of their keys. */
  select(keys: readonly string[], lock: boolean): Promise<ReadonlyMap<string, Row>>;
  /** What the batch says of the row laid over what is stored; throws `conflict`. Called again when others were faster. */
  merge(key: string, stored: Row | undefined): SettledRow<Row>;
  /** Inserts rows, sorted by key, and gives the number that were not there yet. */
  insert(rows: readonly Row[]): Promise<number>;
  update(rows: readonly Row[]): Promise<void>;
}

/** Something a batch says, on its way into the record. */
export interface Settling<Answer> {
  /** Reads what is stored, without a lock. A batch sends all of its reads at once and waits for them together. */
  read(): Promise<void>;
  /** Writes what the batch says; reads first where nobody did. */
  settle(): Promise<Answer>;
}

/** Rows that are brought into being, and whose gaps are filled; `answer` says what came of it. */
export function settlingRows<Row, Answer>(
  settlement: Settlement<Row>,
  answer: () => Answer,
): Settling<Answer> {
  const sorted = [...settlement.keys].sort(compareText);
  let seen: ReadonlyMap<string, Row> | undefined;
  const read = async () => {
    seen = await settlement.select(sorted, false);
  };
  return {
    read,
    async settle() {
      if (seen === undefined) await read();
      await settleRows(settlement, sorted, seen ?? new Map());
      return answer();
    },
  };
}

/**
 * Inserts, then locks, both in the order of keys, so that writers wait for one another in one order; what was read
 * without a lock is read again under it before it is changed.
 */
async function settleRows<Row>(
  { select, merge, insert, update }: Settlement<Row>,
  sorted: readonly string[],
  seen: ReadonlyMap<string, Row>,
): Promise<void> {
  const fresh = sorted.filter((key) => !seen.has(key));
  const inserted = await insert(fresh.map((key) => merge(key, undefined).row));
  const known = inserted === fresh.length ? sorted.filter((key) => seen.has(key)) : sorted;
  const stored = inserted === fresh.length ? seen : await select(known, false);
  const gaps = known.filter((key) => merge(key, stored.get(key)).changed);
  if (gaps.length === 0) return;
  const locked = await select(gaps, true);
  const settled = gaps.map((key) => merge(key, locked.get(key)));
  await update(settled.filter(({ changed }) => changed).map(({ row }) => row));
}
