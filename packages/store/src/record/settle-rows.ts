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

/**
 * Brings rows into being and fills their gaps. Inserts, then locks, both in the order of keys, so that writers
 * wait for one another in one order; what was read without a lock is read again under it before it is changed.
 */
export async function settleRows<Row>({
  keys,
  select,
  merge,
  insert,
  update,
}: Settlement<Row>): Promise<void> {
  const sorted = [...keys].sort(compareText);
  const seen = await select(sorted, false);
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
