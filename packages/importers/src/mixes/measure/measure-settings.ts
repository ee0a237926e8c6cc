/** How rows are measured; two measurements of different settings are not put together. */
export interface MeasureSettings {
  /** The encoding in which tokens are counted; null where they are not. */
  readonly encoding: string | null;
  /** The seed of the signatures; null where near duplicates are not looked for. */
  readonly nearSeed: number | null;
  /** The key that declares whether reasons are written out; null for the usual ones. */
  readonly reasonsKey: string | null;
}
