import type { Session } from "../driver/driver.js";
import { evidenceStamp } from "./evidence-stamp.js";
import { beginKeyed, freeKeyed, keepKeyed, pruneKeyed } from "./idempotency.js";
import type { BegunRequest, KeptAnswer, KeyedRequest } from "./keyed-request.js";

/** What spares an answer from being computed, or a write from being done, twice. */
export interface AnswerStore {
  /** A text that changes with every write to the ablation. Throws `not-found`. */
  evidenceStamp(identity: string): Promise<string>;
  /** Begins a keyed request, unless it was begun before in the last 24 hours. */
  beginKeyed(request: KeyedRequest): Promise<BegunRequest>;
  /** Keeps the answer to a request that was begun. */
  keepKeyed(request: KeyedRequest, answer: KeptAnswer): Promise<void>;
  /** Frees the key of a request that was begun and has no answer to keep. */
  freeKeyed(request: KeyedRequest): Promise<void>;
  /** Forgets keys of which the 24 hours are over, and says how many. */
  pruneKeyed(at: Date): Promise<number>;
}

interface Work {
  readonly read: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  readonly write: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
}

/** The answers and keys of a database. */
export function answerStore({ read, write }: Work): AnswerStore {
  return {
    evidenceStamp: (identity) => read((session) => evidenceStamp(session, identity)),
    beginKeyed: (request) => write((session) => beginKeyed(session, request)),
    keepKeyed: (request, answer) => write((session) => keepKeyed(session, request, answer)),
    freeKeyed: (request) => write((session) => freeKeyed(session, request)),
    pruneKeyed: (at) => write((session) => pruneKeyed(session, at)),
  };
}
