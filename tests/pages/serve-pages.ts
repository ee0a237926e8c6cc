import { type Local, openLocal } from "@holdfast/api/local";
import { guardHost, PUBLIC_PATHS, type Serving, serveWeb } from "@holdfast/web";

/** Pages over a database in memory, as `holdfast serve` serves them. */
export interface ServedPages {
  readonly url: string;
  readonly local: Local;
  /** What nobody foresaw; whoever reads it may empty it. */
  readonly faults: unknown[];
  readonly close: () => Promise<void>;
}

/** Serves pages and API of a new database on a free port. */
export async function servePages(target = "memory://"): Promise<ServedPages> {
  const faults: unknown[] = [];
  const onFault = (error: unknown) => void faults.push(error);
  const background = { fetch, random: Math.random };
  const local = await openLocal(target, { actor: "ada", now: () => new Date(), onFault, background });
  const access = local.access({ areTokensRequired: false, publicPaths: PUBLIC_PATHS });
  const parts = await local.server({ log: null, access: { guard: guardHost(), ...access } });
  const serving: Serving = await serveWeb({
    ...{ client: local.client, fetch: local.fetch, onFault, port: 0, onClosing: local.endStreams },
    ...parts,
  });
  return {
    ...{ url: serving.url, local, faults },
    close: async () => {
      await serving.close();
      await local.close();
    },
  };
}
