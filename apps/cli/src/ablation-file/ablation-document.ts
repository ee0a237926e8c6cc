/** One document of an ablation file, not yet parsed. */
export interface AblationDocument {
  readonly value: unknown;
  /** The 1-based line of a key of the document, where the format has lines. */
  readonly lineOf: (key: string) => number | undefined;
}
