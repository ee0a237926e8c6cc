/** What every audited write is called. */
export type AuditAction =
  | "register"
  | "amend"
  | "record"
  | "measure"
  | "checkpoint"
  | "exclude"
  | "readmit"
  | "intervene"
  | "archive"
  | "unarchive"
  | "delete"
  | "analyse"
  | "restore"
  | "create-token"
  | "revoke-token"
  | "watch"
  | "unwatch"
  | "webhook"
  | "remove-webhook";

/** One line of the audit trail; it stays when the ablation is deleted. */
export interface AuditEntry {
  readonly at: string;
  readonly actor: string;
  readonly tokenId: string | null;
  readonly action: AuditAction;
  readonly identity: string | null;
  readonly detail: string;
}

/** Which entries of the audit trail. */
export interface AuditQuestion {
  readonly identity?: string | undefined;
  readonly limit?: number | undefined;
  /** Only older ones: `next` of the page before. */
  readonly before?: number | undefined;
}

/** Entries of the audit trail, the newest first; `next` is null where there is none before them. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly next: number | null;
}
