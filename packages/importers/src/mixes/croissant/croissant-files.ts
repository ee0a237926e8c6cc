import { isMembers } from "../rows/members.js";
import { listOf, plainText, term } from "./read-croissant.js";

/** A file that a document of Croissant says lies beside it. */
export interface CroissantFile {
  /** Relative to the document, with `/`. */
  readonly path: string;
  /** Its stated SHA-256 in lower-case hexadecimal; null where none is stated. */
  readonly sha256: string | null;
}

/** The files that a document of Croissant names. */
export interface CroissantFiles {
  readonly beside: readonly CroissantFile[];
  /** Addresses, paths out of the folder, patterns and parts of archives: what cannot be read from beside the document. */
  readonly elsewhere: readonly string[];
}

/** A path below the folder of the document; null for an address and for a way out of it. */
function pathBelow(address: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address) || /^[\\/]/.test(address) || address.includes("\\")) return null;
  const parts = address.split("/").filter((part) => part !== "" && part !== ".");
  return parts.length === 0 || parts.includes("..") ? null : parts.join("/");
}

/** What of a data set of Croissant lies beside its document, and what does not, by its `distribution`. */
export function croissantFiles(document: unknown): CroissantFiles {
  const beside: CroissantFile[] = [];
  const elsewhere: string[] = [];
  for (const node of isMembers(document) ? listOf(term(document, "distribution")) : []) {
    if (!isMembers(node)) continue;
    const address = plainText(term(node, "contentUrl"));
    const path = address === undefined ? null : pathBelow(address);
    const sha256 = plainText(term(node, "sha256"))?.toLowerCase() ?? null;
    if (path !== null && term(node, "containedIn") === undefined) beside.push({ path, sha256 });
    else elsewhere.push(address ?? plainText(term(node, "includes")) ?? plainText(node["@id"]) ?? "a file");
  }
  return { beside, elsewhere };
}
