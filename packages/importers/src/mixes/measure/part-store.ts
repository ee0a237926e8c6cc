/** Keeps measured parts from one run to the next, so that a measuring that was killed goes on where it was. */
export interface PartStore {
  /** The bytes of a part, or undefined. */
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  /** Keeps a part whole or not at all. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
}
