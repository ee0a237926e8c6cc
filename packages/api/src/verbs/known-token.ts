import type { Token, TokenState } from "@holdfast/core";
import type { StoredToken } from "@holdfast/store";

function stateAt({ revokedAt, expiresAt }: StoredToken, at: Date): TokenState {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && expiresAt.getTime() <= at.getTime() ? "expired" : "live";
}

/** What is told of a stored token at a moment; never its secret. */
export function knownToken(stored: StoredToken, at: Date): Token {
  const { id, name, role, ablation, createdBy } = stored;
  return {
    id,
    name,
    role,
    ablation,
    state: stateAt(stored, at),
    createdAt: stored.createdAt.toISOString(),
    createdBy,
    expiresAt: stored.expiresAt?.toISOString() ?? null,
    revokedAt: stored.revokedAt?.toISOString() ?? null,
    lastUsedAt: stored.lastUsedAt?.toISOString() ?? null,
  };
}
