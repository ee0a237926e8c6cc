/** Where a row of training data is. */
export interface RowPlace {
  readonly file: string;
  readonly line: number;
}

/** Whether a row comes before another: by file, then by line. */
export function isBefore(a: RowPlace, b: RowPlace): boolean {
  return a.file === b.file ? a.line < b.line : a.file < b.file;
}
