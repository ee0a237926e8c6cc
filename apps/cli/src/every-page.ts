/** One page of a list that goes on. */
interface Page {
  readonly next: string | null;
}

/**
 * The rows of a list, page after page, up to a number of them.
 *
 * @param most so many at most; all of them without it
 * @returns the rows, and whether there are more
 */
export async function everyPage<P extends Page, R>(
  read: (page: { readonly cursor?: string }) => Promise<P>,
  rowsOf: (page: P) => readonly R[],
  most = Number.POSITIVE_INFINITY,
): Promise<{ readonly rows: R[]; readonly isCut: boolean }> {
  const rows: R[] = [];
  let cursor: string | null = null;
  do {
    const page: P = await read(cursor === null ? {} : { cursor });
    rows.push(...rowsOf(page));
    cursor = page.next;
  } while (cursor !== null && rows.length < most);
  return { rows: rows.slice(0, most), isCut: cursor !== null || rows.length > most };
}
