import type { Session } from "../driver/driver.js";
import { evidenceStamp } from "./evidence-stamp.js";
import { beginKeyed, freeKeyed, keepKeyed, pruneKeyed } from "./idempotency.js";

/** A request that named an idempotency key. */
export interface KeyedRequest {
  /** Whose key it is: two callers may choose the same one. */
  readonly caller: string;
  readonly key: string;
  /** Method, path and the fingerprint of the body. */
  readonly request: string;
  /** When it came in; it tells this attempt from others with the same key. */
  readonly at: Date;
}

/** An answer that is given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
}

/** What a keyed request meets: nothing, the answer to the same one, the same one still running, another request. */
export type BegunRequest =
  | { readonly became: "begun" | "in-flight" | "another" }
  | { readonly became: "answered"; readonly answer: KeptAnswer };

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
