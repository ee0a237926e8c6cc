import { PGlite } from "@electric-sql/pglite";
import postgres from "postgres";

/** Runs plain SQL, such as a dump, on an empty database: `postgres://...`, or a directory that is made. */
export async function loadSql(target: string, text: string): Promise<void> {
  if (/^postgres(ql)?:/.test(target)) {
    const sql = postgres(target, { max: 1, onnotice: () => undefined });
    try {
      await sql.unsafe(text).simple();
    } finally {
      await sql.end();
    }
    return;
  }
  const database = await PGlite.create({ dataDir: target });
  // it was built without lz4, and the migrations ask for it only where there is one
  await database.exec(text.replace(/^ALTER TABLE .* SET COMPRESSION lz4;$/gm, ""));
  await database.close();
}
