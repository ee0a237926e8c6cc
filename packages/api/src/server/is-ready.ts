import { isHoldfastError } from "@holdfast/core";
import type { Store } from "@holdfast/store";

/** How long the database may take to say that it is there, in milliseconds. */
export const READY_MS = 1000;

/** Whether a server can do its work, and if not, why. */
export type Readiness =
  | { readonly isReady: true; readonly reason: null }
  | { readonly isReady: false; readonly reason: string };

function because(reason: string): Readiness {
  return { isReady: false, reason };
}

/** Asks the database, and takes no answer in time for none. A message of the database is not repeated to strangers. */
export async function isReady(store: Pick<Store, "health">, withinMs = READY_MS): Promise<Readiness> {
  let overdue: NodeJS.Timeout | undefined;
  const late = new Promise<Readiness>((resolve) => {
    overdue = setTimeout(
      () => resolve(because(`the database did not answer within ${withinMs} ms`)),
      withinMs,
    );
  });
  const answered = store.health().then(
    ({ migrations: { applied, known } }): Readiness =>
      applied === known
        ? { isReady: true, reason: null }
        : because(`the database has ${applied} migrations, and this version knows ${known}`),
    (error: unknown) =>
      because(isHoldfastError(error) ? `the database is ${error.code}` : "the database could not be asked"),
  );
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(overdue);
  }
}
