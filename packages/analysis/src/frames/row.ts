/** One row of a table; what is missing is null, never NaN and never 0. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;
