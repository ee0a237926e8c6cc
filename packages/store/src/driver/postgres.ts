import type { Readable, Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { connectSocket, type ServerPlace } from "./connect-socket.js";
import type { Driver, Row, Session, TransactionOptions } from "./driver.js";
import { queryBuilder } from "./query-builder.js";

// "holdfast" in ASCII, cut to fit: any constant that nobody else uses will do
const MIGRATION_LOCK = 1751870564;

const asIs = (value: unknown) => value;

// the query builder writes JSON and dates as text itself, and reads them as text
const types = {
  json: { to: 114, from: [114, 3802], serialize: asIs, parse: (text: string): unknown => JSON.parse(text) },
  date: { to: 1184, from: [1082, 1114, 1184], serialize: asIs, parse: asIs },
};

interface Statements {
  unsafe(
    text: string,
    parameters: (string | number | boolean | null)[],
    options: { prepare: boolean },
  ): {
    values(): PromiseLike<Iterable<unknown>>;
    writable(): Promise<Writable>;
    readable(): Promise<Readable>;
  };
}

/** Why the server refuses a copy at its end: postgres.js tells nobody, and later statements are refused for another reason. */
function refusalHeard(copy: ReturnType<Statements["unsafe"]>): () => unknown {
  const reject: unknown = Reflect.get(copy, "reject");
  let heard: unknown;
  if (typeof reject === "function")
    Reflect.set(copy, "reject", (error: unknown) => {
      heard ??= error;
      Reflect.apply(reject, copy, [error]);
    });
  return () => heard;
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function isRow(value: unknown): value is Row {
  return Array.isArray(value);
}

function sessionOver(client: Statements, isOpen: () => boolean): Session {
  // postgres.js would write to a socket that is gone, or to the next connection outside the transaction
  const refuseClosed = () => {
    if (!isOpen()) throw Object.assign(new Error("the connection was lost"), { code: "CONNECTION_CLOSED" });
  };
  const query = async (text: string, parameters: readonly unknown[] = []) => {
    refuseClosed();
    const scalars = parameters.filter(isScalar);
    if (scalars.length < parameters.length)
      throw new TypeError("a parameter is not a scalar; write it as text");
    const rows = await client.unsafe(text, scalars, { prepare: true }).values();
    return [...rows].filter(isRow);
  };
  return {
    query,
    // postgres.js prepares every text once a connection
    again: query,
    db: queryBuilder(query),
    async copyIn(into, bytes) {
      refuseClosed();
      const copy = client.unsafe(`copy ${into} from stdin (format binary)`, [], { prepare: false });
      const refusal = refusalHeard(copy);
      const stream = await copy.writable();
      const done = finished(stream);
      await Promise.race([done, new Promise((resolve) => stream.write(bytes, resolve))]);
      stream.end();
      await nextTurn();
      // postgres.js never settles a copy that the server refuses at its end, so the statement behind it has to tell
      await Promise.all([done, query("select 1")]).catch((error: unknown) => {
        throw refusal() ?? error;
      });
    },
    copiedAtATime: 1_000_000,
    rowsAtATime: 1000,
    async *copyOut(text) {
      refuseClosed();
      const stream = await client
        .unsafe(`copy (${text}) to stdout (format binary)`, [], { prepare: false })
        .readable();
      try {
        for await (const chunk of stream) if (Buffer.isBuffer(chunk)) yield chunk;
      } finally {
        // postgres.js pauses the socket on a full buffer and resumes it on the next read, which an ended stream never makes
        stream._read(0);
      }
    },
  };
}

/** Options of a connection to a server. */
export interface PostgresOptions {
  /** Most connections at a time. */
  readonly connections: number;
  /** Seconds until a connection that does not answer is given up. */
  readonly connectTimeout: number;
  /** Seconds that one statement may take, and that it may wait for a row which another writer has; 0: no limit. */
  readonly statementTimeout: number;
  readonly lockTimeout: number;
  /** Seconds that a transaction may be open without asking for anything; 0: no limit. */
  readonly idleTransactionTimeout: number;
}

/** Between two attempts to connect, in seconds: the longest that a request waits to hear that there is no server. */
const RECONNECT_SECONDS = 0.25;

/**
 * Statistics do not know a new ablation until it is a good part of the record. A plan that is made for it alone then
 * expects one row, and reads all that the ablation has through whichever index looks as good as the right one; the
 * plan for any ablation expects as many rows as they have on average.
 */
const PLANNED_FOR_ANY = "set local plan_cache_mode = force_generic_plan";

const NO_LIMITS = "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0";

/** A PostgreSQL server. */
export async function openPostgres(
  url: string,
  description: string,
  { connections, connectTimeout, statementTimeout, lockTimeout, idleTransactionTimeout }: PostgresOptions,
): Promise<Driver> {
  const shared = {
    types,
    connect_timeout: connectTimeout,
    // the usual one waits longer each time, up to 20 s, and whoever asks meanwhile waits with it
    backoff: () => RECONNECT_SECONDS,
    onnotice: () => undefined,
    socket: (place: ServerPlace) => connectSocket(place, connectTimeout),
  };
  const limits = {
    application_name: "holdfast",
    statement_timeout: 1000 * statementTimeout,
    lock_timeout: 1000 * lockTimeout,
    idle_in_transaction_session_timeout: 1000 * idleTransactionTimeout,
  };
  let closed = 0;
  const client = postgres(url, {
    ...{ ...shared, max: connections, idle_timeout: 60, connection: limits },
    onclose: () => {
      closed += 1;
    },
  });
  const transactionOn =
    (pool: postgres.Sql): Driver["transaction"] =>
    async <T>(
      work: (session: Session) => Promise<T>,
      { mode = "write", isLong = false }: TransactionOptions = {},
    ) => {
      let open = true;
      const results: { readonly value: T }[] = [];
      const options =
        mode === "snapshot" ? "isolation level repeatable read read only" : "isolation level read committed";
      try {
        await pool.begin(options, async (transaction) => {
          try {
            if (isLong) await transaction.unsafe(NO_LIMITS);
            // on its way before the first statement of the work, which hears of a connection that is lost
            if (mode === "write") void transaction.unsafe(PLANNED_FOR_ANY).catch(() => undefined);
            results.push({ value: await work(sessionOver(transaction, () => open)) });
          } catch (error) {
            await nextTurn();
            if (open) throw error;
          }
          // to return would have postgres.js write commit or rollback to a socket that is gone, and end the process
          if (!open) await new Promise(() => undefined);
        });
      } finally {
        open = false;
      }
      const [result] = results;
      if (result === undefined) throw new Error("a transaction ended without a result");
      return result.value;
    };
  const transaction = transactionOn(client);
  return {
    engine: "postgres",
    description,
    ...sessionOver(client, () => true),
    connectionsClosed: () => closed,
    transaction,
    snapshot: (readers, work) =>
      transaction(
        async (first) => {
          if (readers < 2) return work([first]);
          const [row] = await first.query("select pg_export_snapshot()");
          const moment = String(row?.[0]);
          if (!/^[0-9A-F-]+$/.test(moment)) throw new TypeError(`${moment} is no name of a snapshot`);
          // a pool of its own: readers that wait for each other's connections could wait for ever
          const others = postgres(url, { ...shared, max: readers - 1 });
          const withMore = (sessions: readonly Session[]): ReturnType<typeof work> =>
            sessions.length === readers
              ? work(sessions)
              : transactionOn(others)(
                  async (next) => {
                    await next.query(`set transaction snapshot '${moment}'`);
                    return withMore([...sessions, next]);
                  },
                  { mode: "snapshot" },
                );
          try {
            return await withMore([first]);
          } finally {
            await others.end({ timeout: 5 });
          }
        },
        { mode: "snapshot", isLong: true },
      ),
    async migrate(folder) {
      const single = postgres(url, { ...shared, max: 1 });
      try {
        await single`select pg_advisory_lock(${MIGRATION_LOCK})`;
        await migrate(drizzle(single), { migrationsFolder: folder });
      } finally {
        await single.end({ timeout: 5 });
      }
    },
    close: () => client.end({ timeout: 5 }),
  };
}
