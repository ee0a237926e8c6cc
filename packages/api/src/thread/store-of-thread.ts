import { openStore, type Store } from "@holdfast/store";
import type { WorkerDatabase } from "./worker-database.js";

/** A thread answers one request after the other; the second connection is for one that waits for the first. */
const CONNECTIONS = 2;

/** The store of an answering thread. */
export interface StoreOfThread {
  /** Opened by the first request that needs it, and again by the next where that failed. */
  readonly opened: () => Promise<Store>;
  readonly close: () => Promise<void>;
}

/** @param asked the store over the server's main thread, for a database that only that one has */
export function storeOfThread(database: WorkerDatabase, asked: Store): StoreOfThread {
  if (database === null) return { opened: async () => asked, close: async () => {} };
  let opening: Promise<Store> | null = null;
  return {
    opened() {
      opening ??= openStore(database.url, {
        ...database.limits,
        connections: CONNECTIONS,
        migrate: false,
      }).catch((error: unknown) => {
        opening = null;
        throw error;
      });
      return opening;
    },
    async close() {
      await (await opening?.catch(() => null))?.close();
    },
  };
}
