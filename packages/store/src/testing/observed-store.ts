import { databaseStore } from "../database-store.js";
import type { Driver, Row, Session } from "../driver/driver.js";
import { openPostgres } from "../driver/postgres.js";
import { queryBuilder } from "../driver/query-builder.js";
import { migrateDatabase } from "../migrate.js";
import { findMigrations } from "../migrations-folder.js";
import type { Store } from "../store.js";

/** A statement as it was sent. */
export interface ObservedStatement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** A store on a server that notes what it asks of it. */
export interface ObservedStore {
  readonly store: Store;
  /** What was asked since the last call, in order. */
  takeStatements(): ObservedStatement[];
  /** Any statement, which is not noted: to fill the database, and to have it explain others. */
  query(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Opens a store on the server at `url` and notes every statement that it sends. */
export async function openObserved(url: string): Promise<ObservedStore> {
  let statements: ObservedStatement[] = [];
  const observed = <S extends Session>(session: S): S => {
    const noting =
      (send: Session["query"]): Session["query"] =>
      (text, parameters = []) => {
        statements.push({ text, parameters });
        return send(text, parameters);
      };
    const query = noting((text, parameters) => session.query(text, parameters));
    const again = noting((text, parameters) => session.again(text, parameters));
    return { ...session, query, again, db: queryBuilder(query) };
  };
  const limits = { connectTimeout: 10, statementTimeout: 60, lockTimeout: 30, idleTransactionTimeout: 60 };
  const driver = await openPostgres(url, url, { connections: 4, ...limits });
  const known = findMigrations();
  await migrateDatabase(driver, known, true);
  const noted: Driver = {
    ...driver,
    transaction: (work, options) => driver.transaction((session) => work(observed(session)), options),
  };
  return {
    store: databaseStore(noted, known, async () => undefined),
    query: (text, parameters) => driver.query(text, parameters),
    close: () => driver.close(),
    takeStatements() {
      const taken = statements;
      statements = [];
      return taken;
    },
  };
}
