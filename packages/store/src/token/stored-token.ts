import type { Role } from "@holdfast/core";

/** A token as it is kept, but for the hash of its secret. */
export interface StoredToken {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** `name@version`; null: opens every ablation. */
  readonly ablation: string | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** What is kept of a token when it is made. */
export interface NewToken {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly ablation: string | null;
  /** SHA-256 of the token's text, in hexadecimal digits. */
  readonly secretHash: string;
  readonly expiresAt: Date | null;
}
