import { isHoldfastError, type Registration } from "@holdfast/core";
import type { Store } from "@holdfast/store";

/**
 * Runs work that checks what it is given against an ablation as this process knows it, without asking the database.
 * The work hands the fingerprint on to the store, which refuses when there is another by now; whatever was refused is
 * tried once more if the ablation was amended, here or by another server.
 */
export async function withKnownAblation<T>(
  store: Store,
  identity: string,
  work: (known: Registration) => Promise<T>,
): Promise<T> {
  const known = await store.knownRegistration(identity);
  try {
    return await work(known);
  } catch (error) {
    if (!isHoldfastError(error) || error.code === "unavailable") throw error;
    const now = await store.registration(identity);
    if (now.fingerprint === known.fingerprint) throw error;
    return work(now);
  }
}
