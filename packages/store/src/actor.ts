/** Who writes, and when: handed in by the edge, kept in the audit trail. */
export interface Actor {
  readonly name: string;
  readonly at: Date;
  /** The id of the token that was shown, where one was. */
  readonly tokenId?: string | null;
}
