import type { PgDatabase } from "drizzle-orm/pg-core";
import type { PgRemoteQueryResultHKT } from "drizzle-orm/pg-proxy";

/** Drizzle's query builder over a {@link Session}: the same for both engines. */
export type Db = PgDatabase<PgRemoteQueryResultHKT, Record<string, never>>;

/** One row as it comes off the wire, column by column: bytea as Buffer, bigint as number or text, dates as text. */
export type Row = readonly unknown[];

/** A place to send statements to: the pool, or one open transaction. */
export interface Session {
  /** The query builder that repositories use. */
  readonly db: Db;
  /** One statement with `$1` parameters. Only files of this folder call it. */
  query(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** The same for one of a few texts that come again and again: its plan is kept. */
  again(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** COPY in binary form into a table, such as `outcome_page (ablation_id, ...)`. */
  copyIn(into: string, bytes: Buffer): Promise<void>;
  /** How many scores one COPY should hold: so many that it pays, and so few that nothing waits long for it. */
  readonly copiedAtATime: number;
  /** How many rows one statement should answer with, for the same reason. */
  readonly rowsAtATime: number;
  /** COPY in binary form out of a query without parameters, as it arrives. */
  copyOut(query: string): AsyncIterable<Buffer>;
}

export interface TransactionOptions {
  /** `snapshot`: read only, and every statement sees the same moment. */
  readonly mode?: "write" | "snapshot";
  /** It may take as long as it takes: an export, an analysis, a restore. The limits on time do not hold for it. */
  readonly isLong?: boolean;
}

/** One database, embedded or on a server. Nothing outside this folder knows which. */
export interface Driver extends Session {
  readonly engine: "pglite" | "postgres";
  /** Where, for people; never with a password. */
  readonly description: string;
  /**
   * Rises when a connection is closed: behind the next one there may be another server, which lacks what the last one
   * had promised. Whatever a process knows of the record is to be read again then.
   */
  connectionsClosed(): number;
  /** Commits when `work` resolves, rolls back when it rejects. Statements of `work` must go through its session. */
  transaction<T>(work: (session: Session) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Reads over as many as `readers` sessions that all see the same moment; the embedded engine has one. */
  snapshot<T>(readers: number, work: (sessions: readonly Session[]) => Promise<T>): Promise<T>;
  /** Applies the pending migrations of the folder, one process at a time. */
  migrate(folder: string): Promise<void>;
  close(): Promise<void>;
}
