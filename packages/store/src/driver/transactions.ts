import type { Session } from "./driver.js";

/** How a store runs its work: in a transaction that is tried again where another one was in its way. */
export interface Transactions {
  readonly write: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  /** Read only, and every statement sees the same moment. */
  readonly read: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  /** The same for one ablation. Throws HoldfastError `not-found` when there is none. */
  readonly readOf: <T>(
    identity: string,
    work: (session: Session, ablationId: number) => Promise<T>,
  ) => Promise<T>;
}
