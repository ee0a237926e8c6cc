import type { Driver } from "../driver/driver.js";

/** What is stored of a sample: a number for good, and a cluster as soon as somebody states one. */
export interface NumberedSample {
  readonly sampleNo: number;
  readonly cluster: string | null;
}

/** Samples that are kept, whatever evals they belong to: some tens of megabytes. */
const MOST = 100_000;

type OfEval = ReadonlyMap<string, NumberedSample>;

/**
 * Samples whose committed numbers were read before. A number never changes while its ablation is there, and no other
 * ablation gets its key; a cluster only comes to be stated, and whoever states one reads it again under a lock.
 */
export interface KnownSamples {
  /** What is known of the samples of an eval. */
  of(ablationId: number, evalId: string): OfEval | undefined;
  /** Adds what was read of an eval in committed rows: never what a transaction wrote itself. */
  keep(ablationId: number, evalId: string, read: OfEval): void;
}

/** Keeps the samples of the evals that were asked for last, as long as no connection to the database is closed. */
export function knownSamples({
  connectionsClosed,
  most = MOST,
}: Pick<Driver, "connectionsClosed"> & { readonly most?: number }): KnownSamples {
  const evals = new Map<string, Map<string, NumberedSample>>();
  let [size, closed] = [0, connectionsClosed()];
  const forgetOldServers = () => {
    if (closed === connectionsClosed()) return;
    [size, closed] = [0, connectionsClosed()];
    evals.clear();
  };
  const keyOf = (ablationId: number, evalId: string) => `${ablationId} ${evalId}`;
  return {
    of(ablationId, evalId) {
      forgetOldServers();
      return evals.get(keyOf(ablationId, evalId));
    },
    keep(ablationId, evalId, read) {
      forgetOldServers();
      const key = keyOf(ablationId, evalId);
      const own = evals.get(key) ?? new Map<string, NumberedSample>();
      size -= own.size;
      for (const [sample, numbered] of read) own.set(sample, numbered);
      size += own.size;
      // what was asked for last stands last
      evals.delete(key);
      evals.set(key, own);
      for (const [oldest, samples] of evals) {
        if (size <= most) break;
        evals.delete(oldest);
        size -= samples.size;
      }
    },
  };
}
