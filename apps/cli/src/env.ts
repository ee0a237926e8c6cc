/** What the environment tells the command line. */
export interface Env {
  /** HOLDFAST_DB: an embedded directory or a postgres:// address. */
  readonly db?: string;
  /** HOLDFAST_URL: a Holdfast server. */
  readonly url?: string;
  /** HOLDFAST_TOKEN: what a server wants to see. */
  readonly token?: string;
  /** HOLDFAST_ACTOR: who is written to the audit trail; without it, the user of the system. */
  readonly actor?: string;
  /** NO_COLOR is set and not empty (no-color.org). */
  readonly noColour: boolean;
  /** COLUMNS: the width of the terminal where the stream does not know it. */
  readonly columns?: number;
}

function text<K extends string>(key: K, value: string | undefined): { readonly [key in K]?: string } {
  const given: { [key in K]?: string } = {};
  if (value !== undefined && value !== "") given[key] = value;
  return given;
}

/** Reads the environment; the only reader of process.env in the command line. */
export function readEnv(variables: Readonly<Record<string, string | undefined>> = process.env): Env {
  const columns = Number(variables.COLUMNS);
  return {
    ...text("db", variables.HOLDFAST_DB),
    ...text("url", variables.HOLDFAST_URL),
    ...text("token", variables.HOLDFAST_TOKEN),
    ...text("actor", variables.HOLDFAST_ACTOR),
    noColour: (variables.NO_COLOR ?? "") !== "",
    ...(Number.isInteger(columns) && columns >= 40 ? { columns } : {}),
  };
}
