import { HoldfastError } from "@holdfast/core";
import type { StoredToken, TokenStore } from "@holdfast/store";
import type { Principal } from "../principal.js";
import { limitRefusal } from "./limit-refusal.js";
import { type Allowance, tokenBuckets } from "./token-bucket.js";
import { hashTokenText, isSameHash, tokenIdIn } from "./token-text.js";

/** How long a token that was found good is not looked up again; a revoked one opens nothing after it. */
export const REMEMBERED_MS = 1000;

/** Failures of one address: twenty at once, then one in five seconds. */
export const FAILURES: Allowance = { capacity: 20, perSecond: 0.2 };

/** How fine `last used` is: a row that everybody reads is not written at every request. */
const USE_NOTED_EVERY_MS = 60_000;

/** Tokens that are remembered as good; only good ones are, so that nobody can fill the memory. */
const MOST_REMEMBERED = 10_000;

interface Remembered {
  readonly hash: string;
  readonly token: StoredToken;
  readonly at: number;
}

export interface TokenCheckOptions {
  readonly store: TokenStore;
  readonly now: () => Date;
  readonly failures?: Allowance;
  /** Told when the use of a token could not be noted; the request goes on. */
  readonly onFault?: (error: unknown) => void;
}

/**
 * Says who shows the text of a token, from an address. A token that was good before is let in even where its address
 * has failed too often, so that a stranger behind the same proxy keeps nobody out.
 *
 * @throws HoldfastError `unauthenticated` where it is no token, wrong, revoked or expired; `rate-limited` where the
 * address has failed too often
 */
export type TokenCheck = (text: string, address: string) => Promise<Principal>;

function refusal(message: string, remedy: string): HoldfastError {
  return new HoldfastError({ code: "unauthenticated", message, remedy });
}

// One message for an id that is not there and a secret that is wrong: it tells nobody which ids there are.
const notKnown = () =>
  refusal(
    "this is not a token of this server.",
    "Check it, or ask an admin for another: `holdfast token create`.",
  );

function ended({ name, revokedAt, expiresAt }: StoredToken, at: Date): HoldfastError | undefined {
  if (revokedAt !== null)
    return refusal(
      `the token \`${name}\` was revoked.`,
      "Ask an admin for another: `holdfast token create`.",
    );
  if (expiresAt === null || expiresAt.getTime() > at.getTime()) return undefined;
  return refusal(
    `the token \`${name}\` expired on ${expiresAt.toISOString()}.`,
    "Ask an admin for another: `holdfast token create`.",
  );
}

/** Checks tokens against a database, a second's memory and the failures of each address. */
export function tokenCheck({ store, now, failures = FAILURES, onFault }: TokenCheckOptions): TokenCheck {
  const failed = tokenBuckets(failures, () => now().getTime());
  const memory = new Map<string, Remembered>();

  function remember(id: string, remembered: Remembered): void {
    memory.delete(id);
    memory.set(id, remembered);
    const oldest = memory.size > MOST_REMEMBERED ? memory.keys().next().value : undefined;
    if (oldest !== undefined) memory.delete(oldest);
  }

  async function noteUse({ id, lastUsedAt }: StoredToken, at: Date): Promise<void> {
    if (lastUsedAt !== null && at.getTime() - lastUsedAt.getTime() < USE_NOTED_EVERY_MS) return;
    await store.noteTokenUse(id, at).catch((error: unknown) => onFault?.(error));
  }

  async function lookedUp(id: string, hash: string): Promise<StoredToken | HoldfastError> {
    const kept = await store.token(id);
    if (!isSameHash(hash, kept?.secretHash ?? null) || kept === null) return notKnown();
    const at = now();
    const fault = ended(kept, at);
    if (fault !== undefined) {
      memory.delete(id);
      return fault;
    }
    const { secretHash: _secret, ...token } = kept;
    remember(id, { hash, token, at: at.getTime() });
    await noteUse(token, at);
    return token;
  }

  /** The token of a hash where it was good before, and whether that was just now. */
  function remembered(
    id: string,
    hash: string,
  ): { readonly token: StoredToken; readonly isFresh: boolean } | undefined {
    const known = memory.get(id);
    if (known === undefined || !isSameHash(hash, known.hash)) return undefined;
    // a clock that was set back must not lengthen what is remembered
    const isRecent = Math.abs(now().getTime() - known.at) < REMEMBERED_MS;
    return { token: known.token, isFresh: isRecent && ended(known.token, now()) === undefined };
  }

  return async (text, address) => {
    const id = tokenIdIn(text) ?? null;
    const hash = hashTokenText(id === null ? "" : text);
    const known = id === null ? undefined : remembered(id, hash);
    if (known?.isFresh === true) return principalOf(known.token);
    // taken before it is known whether this one fails: many at once must not slip through together
    const taken = known === undefined ? failed.take(address, 1) : undefined;
    if (taken?.isAllowed === false)
      throw limitRefusal(
        taken,
        "too many requests from this address showed a token that is not good.",
        ", and check the token.",
      );
    let isFailure = false;
    try {
      const found = id === null ? notKnown() : await lookedUp(id, hash);
      isFailure = found instanceof HoldfastError;
      if (found instanceof HoldfastError) throw found;
      return principalOf(found);
    } finally {
      // a database that does not answer is no failure of whoever asked
      const owed = (isFailure ? 1 : 0) - (taken === undefined ? 0 : 1);
      if (owed !== 0) failed.charge(address, owed);
    }
  };
}

function principalOf({ id, name, role, ablation }: StoredToken): Principal {
  return { actor: name, role, ablation, tokenId: id };
}
