import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { PGlite, type Transaction } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import type { Driver, Row, Session } from "./driver.js";
import { type KeptPlans, keptPlans } from "./kept-plans.js";
import { queryBuilder } from "./query-builder.js";

const BYTEA = 17;
const TEXT_TYPES = [1082, 1114, 1184];

// PGlite's own bytea parser goes digit by digit and is ten times slower
const parsers = {
  [BYTEA]: (value: string) => Buffer.from(value.slice(2), "hex"),
  ...Object.fromEntries(TEXT_TYPES.map((type) => [type, (value: string) => value])),
};

function sessionOver(client: PGlite | Transaction, plans: KeptPlans): Session {
  const query = async (text: string, parameters: readonly unknown[] = []) => {
    // without it, statements follow one another and what else the process has to do waits for the last
    await nextTurn();
    const result = await client.query<Row>(text, [...parameters], { rowMode: "array" });
    return result.rows;
  };
  return {
    query,
    again: (text, parameters) => plans.again(query, text, parameters),
    db: queryBuilder(query),
    async copyIn(into, bytes) {
      await client.query(`copy ${into} from '/dev/blob' (format binary)`, [], {
        blob: new Blob([Uint8Array.from(bytes)]),
      });
    },
    // it runs in this thread, and nothing else does meanwhile
    copiedAtATime: 20_000,
    rowsAtATime: 500,
    async *copyOut(text) {
      await nextTurn();
      const { blob } = await client.query(`copy (${text}) to '/dev/blob' (format binary)`);
      if (blob) yield Buffer.from(await blob.arrayBuffer());
    },
  };
}

/**
 * PostgreSQL inside this process, kept in `dataDirectory`, or in memory when it is null.
 * The caller holds the directory's lock. PGlite does not fsync.
 */
export async function openPglite(dataDirectory: string | null, description: string): Promise<Driver> {
  // of a process that was killed while it wrote it, it is empty, and PostgreSQL then refuses to start
  if (dataDirectory !== null) await rm(join(dataDirectory, "postmaster.pid"), { force: true });
  const client = await PGlite.create({ dataDir: dataDirectory ?? "memory://", parsers });
  const plans = keptPlans();
  const transaction: Driver["transaction"] = (work, options = {}) =>
    client.transaction(async (open) => {
      if (options.mode === "snapshot") await open.exec("set transaction read only");
      return work(sessionOver(open, plans));
    });
  return {
    engine: "pglite",
    description,
    ...sessionOver(client, plans),
    connectionsClosed: () => 0,
    transaction,
    snapshot: (_readers, work) => transaction((session) => work([session]), { mode: "snapshot" }),
    migrate: (folder) => migrate(drizzle(client), { migrationsFolder: folder }),
    close: () => client.close(),
  };
}
