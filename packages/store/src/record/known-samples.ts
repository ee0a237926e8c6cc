import type { Driver } from "../driver/driver.js";

/** What is stored of a sample: a number for good, and a cluster as soon as somebody states one. */
export interface NumberedSample {
  readonly sampleNo: number;
  readonly cluster: string | null;
}

/** Samples that are kept, whatever evals they belong to: some tens of megabytes. */
const MOST = 100_000;

type OfEval = ReadonlyMap<string, NumberedSample>;

/** The sample of an eval that was numbered last: where it is still there, so are those before it. */
export interface LastNumbered {
  readonly sample: string;
  readonly sampleNo: number;
}

/**
 * Samples whose committed numbers were read before. A number never changes while its ablation is there, and no other
 * ablation gets its key; a cluster only comes to be stated, and whoever states one reads it again under a lock.
 * What may still be another is the server: one that took over and lacks the last that was promised. So everything is
 * forgotten when a connection closes, and the last number that is known is asked for again with each batch.
 */
export interface KnownSamples {
  /** What is known of the samples of an eval. */
  of(ablationId: number, evalId: string): OfEval | undefined;
  /** Adds what was read of an eval in committed rows: never what a transaction wrote itself. */
  keep(ablationId: number, evalId: string, read: OfEval): void;
  /** The one with the highest number of those that are known. */
  last(ablationId: number, evalId: string): LastNumbered | undefined;
  forget(ablationId: number, evalId: string): void;
}

interface Kept {
  readonly samples: Map<string, NumberedSample>;
  readonly last: LastNumbered | undefined;
}

function lastOf(before: LastNumbered | undefined, read: OfEval): LastNumbered | undefined {
  let last = before;
  for (const [sample, { sampleNo }] of read)
    if (last === undefined || sampleNo > last.sampleNo) last = { sample, sampleNo };
  return last;
}

/** Keeps the samples of the evals that were asked for last, as long as no connection to the database is closed. */
export function knownSamples({
  connectionsClosed,
  most = MOST,
}: Pick<Driver, "connectionsClosed"> & { readonly most?: number }): KnownSamples {
  const evals = new Map<string, Kept>();
  let [size, closed] = [0, connectionsClosed()];
  const keyOf = (ablationId: number, evalId: string) => `${ablationId} ${evalId}`;
  const find = (key: string): Kept | undefined => {
    if (closed !== connectionsClosed()) {
      [size, closed] = [0, connectionsClosed()];
      evals.clear();
    }
    return evals.get(key);
  };
  const drop = (key: string) => {
    size -= evals.get(key)?.samples.size ?? 0;
    evals.delete(key);
  };
  return {
    of: (ablationId, evalId) => find(keyOf(ablationId, evalId))?.samples,
    last: (ablationId, evalId) => find(keyOf(ablationId, evalId))?.last,
    forget: (ablationId, evalId) => drop(keyOf(ablationId, evalId)),
    keep(ablationId, evalId, read) {
      const key = keyOf(ablationId, evalId);
      const own = find(key) ?? { samples: new Map<string, NumberedSample>(), last: undefined };
      drop(key);
      for (const [sample, numbered] of read) own.samples.set(sample, numbered);
      // what was asked for last stands last
      evals.set(key, { samples: own.samples, last: lastOf(own.last, read) });
      size += own.samples.size;
      for (const oldest of evals.keys()) {
        if (size <= most) break;
        drop(oldest);
      }
    },
  };
}
