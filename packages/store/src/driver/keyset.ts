import { type Column, type SQL, sql } from "drizzle-orm";

/** A place in a list: what the row has in each column of the order, or an expression over them. */
export interface KeysetColumn {
  readonly by: Column | SQL;
  /** SQL type of the value. */
  readonly type: "text" | "bigint" | "double precision";
}

/** Texts by their bytes, whatever the locale of the database. */
function ordered({ by, type }: KeysetColumn): SQL {
  return type === "text" ? sql`${by} collate "C"` : sql`${by}`;
}

/** The order of a list that is read page by page. */
export function keysetOrder(columns: readonly KeysetColumn[]): SQL[] {
  return columns.map(ordered);
}

/**
 * Rows that come after a place (or at it, with `inclusive`): what is inserted meanwhile moves nothing, as an offset
 * would.
 */
export function afterPlace(
  columns: readonly KeysetColumn[],
  values: readonly (string | number)[],
  { inclusive = false }: { readonly inclusive?: boolean } = {},
): SQL {
  if (values.length !== columns.length)
    throw new RangeError("a place has a value for each column of its order");
  const left = sql.join(columns.map(ordered), sql`, `);
  const right = sql.join(
    columns.map(({ type }, index) => sql`${String(values[index])}::text::${sql.raw(type)}`),
    sql`, `,
  );
  return inclusive ? sql`(${left}) >= (${right})` : sql`(${left}) > (${right})`;
}
