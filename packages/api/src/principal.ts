/** What a caller may do: read; record evidence too; everything. */
export type Role = "reader" | "recorder" | "admin";

/** Who asks, as authentication found. */
export interface Principal {
  /** Written to the audit trail with every change. */
  readonly actor: string;
  readonly role: Role;
  /** The only ablation that this caller may touch; null: all. */
  readonly ablation: string | null;
  /** The token that was shown; null: none was needed. */
  readonly tokenId: string | null;
}
