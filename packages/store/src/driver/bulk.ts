import { type Column, getTableColumns, getTableName, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { arrayLiteral } from "./array-literal.js";
import type { Row, Session } from "./driver.js";

type Scalar = string | number | boolean | null;

function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function toScalar(column: Column, value: unknown): Scalar {
  if (value === null || value === undefined) return null;
  const written: unknown = column.mapToDriverValue(value);
  if (!isScalar(written)) throw new TypeError(`${column.name} has no scalar form`);
  return written;
}

interface ColumnList {
  readonly column: Column;
  readonly values: readonly Scalar[];
}

function columnsOf(table: PgTable, rows: readonly Readonly<Record<string, unknown>>[]): ColumnList[] {
  return Object.entries(getTableColumns(table))
    .filter(([key]) => rows.some((row) => key in row))
    .map(([key, column]) => ({ column, values: rows.map((row) => toScalar(column, row[key])) }));
}

/** `unnest` over one array a column; an array of arrays travels as texts and is cast one by one. */
function source(lists: readonly ColumnList[]): { readonly from: string; readonly select: readonly string[] } {
  const names = lists.map(({ column }) => `"${column.name}"`);
  const arrays = lists.map(({ column }, index) => {
    const type = column.getSQLType();
    return `$${index + 1}::text::${type.endsWith("[]") ? "text" : type}[]`;
  });
  return {
    from: `unnest(${arrays.join(", ")}) as given(${names.join(", ")})`,
    select: lists.map(({ column }, index) => {
      const type = column.getSQLType();
      return type.endsWith("[]") ? `given.${names[index]}::${type}` : `given.${names[index]}`;
    }),
  };
}

/** Rows of a table by the names of the query builder. */
export type Inserted<T extends PgTable> = T["$inferInsert"] & Readonly<Record<string, unknown>>;

/**
 * Inserts rows in the order given, in one statement whose text does not depend on their number.
 *
 * @param options `existing`: rows that are there already are an error, stay as they are, or have the clause after
 *   `on conflict` done to them, which only files of this folder write
 * @returns what `returning` names of the rows that were inserted, without those that were there already
 */
export async function bulkInsert<T extends PgTable>(
  session: Session,
  table: T,
  rows: readonly Inserted<T>[],
  options: {
    readonly existing?: "fail" | "keep" | `(${string}`;
    readonly returning?: Column | readonly Column[];
  } = {},
): Promise<Row[]> {
  if (rows.length === 0) return [];
  const lists = columnsOf(table, rows);
  const { from, select } = source(lists);
  const into = lists.map(({ column }) => `"${column.name}"`).join(", ");
  const { existing = "fail", returning = [] } = options;
  const wanted = [returning].flat().map(({ name }) => `"${name}"`);
  const text = [
    `insert into "${getTableName(table)}" (${into}) select ${select.join(", ")} from ${from}`,
    existing === "fail" ? "" : `on conflict ${existing === "keep" ? "do nothing" : existing}`,
    wanted.length === 0 ? "" : `returning ${wanted.join(", ")}`,
  ].join(" ");
  return session.query(
    text,
    lists.map(({ values }) => arrayLiteral(values)),
  );
}

/** Updates rows found by `key`, in one statement whose text does not depend on their number. */
export async function bulkUpdate<T extends PgTable>(
  session: Session,
  table: T,
  key: readonly Column[],
  rows: readonly Partial<Inserted<T>>[],
): Promise<void> {
  if (rows.length === 0) return;
  const lists = columnsOf(table, rows);
  const { from, select } = source(lists);
  const name = getTableName(table);
  const isKey = ({ column }: ColumnList) => key.some((candidate) => candidate.name === column.name);
  const pairs = lists.map((list, index) => ({ list, value: select[index] ?? "null" }));
  const set = pairs
    .filter(({ list }) => !isKey(list))
    .map(({ list, value }) => `"${list.column.name}" = ${value}`);
  const where = pairs
    .filter(({ list }) => isKey(list))
    .map(({ list, value }) => `"${name}"."${list.column.name}" = ${value}`);
  await session.query(
    `update "${name}" set ${set.join(", ")} from ${from} where ${where.join(" and ")}`,
    lists.map(({ values }) => arrayLiteral(values)),
  );
}

/**
 * The keys to look up, one by one: `from(eachKey(column, keys)).crossJoinLateral(...)` over a query with a limit,
 * whose condition is {@link isWanted}. On a plain join or `any`, statistics that do not know a new ablation yet
 * make PostgreSQL read everything the ablation has and filter it, so that cost grows with the record.
 */
export function eachKey(column: Column, keys: readonly (string | number)[]): SQL {
  return sql`unnest(${arrayLiteral(keys)}::text::${sql.raw(column.getSQLType())}[]) as wanted(key)`;
}

/** The column has the key that is being looked up. */
export function isWanted(column: Column): SQL {
  return sql`${column} = wanted.key`;
}

/** `column = any(values)` as one parameter, whatever the number of values. */
export function isAnyOf(column: Column, values: readonly (string | number)[]): SQL {
  return sql`${column} = any(${arrayLiteral(values)}::text::${sql.raw(column.getSQLType())}[])`;
}
