import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import { insertToken } from "./insert-token.js";
import { noteTokenUse } from "./note-token-use.js";
import { findToken, listTokens } from "./read-tokens.js";
import { revokeToken } from "./revoke-token.js";
import type { NewToken, StoredToken } from "./stored-token.js";

/** Tokens: who may do what from other machines. */
export interface TokenStore {
  /** Throws `conflict` where a token of that name is not revoked, `not-found` where its ablation is not registered. */
  addToken(token: NewToken, actor: Actor): Promise<StoredToken>;
  /** All of them, newest first. */
  tokens(): Promise<readonly StoredToken[]>;
  /** One of them with the hash of its secret, or null. */
  token(id: string): Promise<(StoredToken & { readonly secretHash: string }) | null>;
  /** From now on it opens nothing; once more is no change. Throws `not-found`. */
  revokeToken(id: string, actor: Actor): Promise<StoredToken>;
  /** Notes that it was used, unless that was noted less than a minute before. */
  noteTokenUse(id: string, at: Date): Promise<void>;
}

/** How a store reads and writes, with its own faults and its own attempts. */
interface Work {
  readonly read: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  readonly write: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
}

/** The tokens of a database. */
export function tokenStore({ read, write }: Work): TokenStore {
  return {
    addToken: (token, actor) => write((session) => insertToken(session, token, actor)),
    tokens: () => read(listTokens),
    token: (id) => read((session) => findToken(session, id)),
    revokeToken: (id, actor) => write((session) => revokeToken(session, id, actor)),
    noteTokenUse: (id, at) => write((session) => noteTokenUse(session, id, at)),
  };
}
