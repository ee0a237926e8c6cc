import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

/** Shorter documents are kept as they are. */
const PACKED_FROM = 256 * 1024;
const PREFIX = "gzip:";

/**
 * The JSON of an analysis as it is kept: a long one as a text of its own compression. It is made beside the thread that
 * answers, where the embedded engine would compress millions of characters in one statement, with nobody answered.
 */
export async function packedAnalysis(analysis: string): Promise<string> {
  if (analysis.length < PACKED_FROM) return analysis;
  const bytes = await promisify(gzip)(analysis, { level: 1 });
  return `"${PREFIX}${bytes.toString("base64")}"`;
}

/** The JSON of an analysis from what is kept of it. */
export async function unpackedAnalysis(kept: string): Promise<string> {
  const start = `"${PREFIX}`;
  if (!kept.startsWith(start)) return kept;
  const bytes = await promisify(gunzip)(Buffer.from(kept.slice(start.length, -1), "base64"));
  return bytes.toString("utf8");
}
