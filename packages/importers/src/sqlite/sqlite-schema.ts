import type { ByteSource } from "../bytes/byte-source.js";

const MAGIC = Buffer.from("SQLite format 3\0", "latin1");
/** The schema of a database stands in its first pages, where nothing was dropped before. */
const LOOKED_AT = 4 * 1024 * 1024;

/** Whether a file is a SQLite database whose first pages hold all of these texts, and none of those. */
export async function hasSqliteSchema(
  bytes: ByteSource,
  texts: { readonly all: readonly RegExp[]; readonly none?: readonly RegExp[] },
): Promise<boolean> {
  const head = await bytes.read(0, MAGIC.length);
  if (!head.equals(MAGIC)) return false;
  const text = (await bytes.read(0, LOOKED_AT)).toString("latin1");
  const { all, none = [] } = texts;
  return all.every((each) => each.test(text)) && !none.some((each) => each.test(text));
}
