import type { Registration } from "@holdfast/core";

/** A study has one; a server that many labs share has some dozens in use. */
const MOST = 200;

/** Registrations as they were read last: what is checked against one says which, and is checked again if it was amended. */
export interface KnownRegistrations {
  of(identity: string): Registration | undefined;
  /** Keeps a registration, and hands it back. */
  keep(registration: Registration): Registration;
  forget(identity: string): void;
}

/** Keeps the registrations that were read last, some of them. */
export function knownRegistrations(most = MOST): KnownRegistrations {
  const known = new Map<string, Registration>();
  return {
    of: (identity) => known.get(identity),
    keep(registration) {
      const { identity } = registration;
      known.delete(identity);
      known.set(identity, registration);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
      return registration;
    },
    forget: (identity) => void known.delete(identity),
  };
}
