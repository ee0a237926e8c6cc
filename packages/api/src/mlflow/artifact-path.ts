import { HoldfastError } from "@holdfast/core";

const MOST_FOLDERS = 40;
const LONGEST = 1000;

function refuse(why: string): never {
  throw new HoldfastError({
    code: "invalid-input",
    message: `Invalid path: ${why}.`,
    place: { key: "path" },
    remedy: "Name a file inside the run's folder, such as eval/results.json.",
  });
}

/**
 * A path inside the folder of a run: relative, with slashes, and nothing that would lead out of it anywhere.
 *
 * @throws HoldfastError `invalid-input`
 */
export function artifactPath(text: string): string {
  if (text.length > LONGEST) refuse(`it has more than ${LONGEST} characters`);
  if (/[\p{Cc}\p{Cs}]/u.test(text)) refuse("it has a character that cannot be printed");
  if (text.includes("\\")) refuse("it has a backslash");
  if (/^[A-Za-z]:/.test(text)) refuse("it names a drive");
  if (/%(?:2e|2f|5c|00)/i.test(text)) refuse("it is encoded twice");
  const parts = text.split("/");
  if (parts.length > MOST_FOLDERS) refuse(`it has more than ${MOST_FOLDERS} folders`);
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    refuse("it is absolute, or has a folder without a name, `.` or `..`");
  return text;
}

/** A folder inside that of a run; empty: the run's own. */
export function artifactFolder(text: string): string {
  const bare = text.replace(/\/$/, "");
  return bare === "" || bare === "." ? "" : artifactPath(bare);
}

/** The parts of a path as it stands in an address. @throws HoldfastError `invalid-input` where they hide a slash */
export function decodedPath(encoded: string): string {
  const parts = encoded.split("/").map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return refuse("it is not percent-encoded UTF-8");
    }
  });
  if (parts.some((part) => part.includes("/"))) refuse("it has an encoded slash");
  return parts.join("/");
}
