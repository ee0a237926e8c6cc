import { open, readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { HoldfastError } from "@holdfast/core";
import { croissantFiles, isCroissant } from "@holdfast/importers";
import { fileDigest } from "../import/file-digest.js";
import type { LogFile } from "../import/log-files.js";
import { systemFault } from "../system-fault.js";

/** A description is seldom beyond some hundred kilobytes; what is larger is data. */
const LARGEST = 16 * 1024 * 1024;
/** How far a file is looked into for the standard that it names. */
const LOOKED_AT = 256 * 1024;

function refuse(file: string, message: string, remedy: string): never {
  throw new HoldfastError({ code: "invalid-input", message, place: { file }, remedy });
}

async function beginning({ path, shown }: LogFile): Promise<string> {
  try {
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
      return buffer.toString("utf8", 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw systemFault(error, shown);
  }
}

/** The document of Croissant in a file, told by its content; null where there is none. */
export async function croissantIn(file: LogFile): Promise<unknown> {
  if (!/\.json(ld)?$/i.test(file.path) || file.bytes > LARGEST) return null;
  if (!(await beginning(file)).includes("mlcommons.org/croissant")) return null;
  try {
    const document: unknown = JSON.parse(await readFile(file.path, "utf8"));
    return isCroissant(document) ? document : null;
  } catch {
    // whoever reads it as rows says what is wrong
    return null;
  }
}

async function fileBeside(document: LogFile, path: string, sha256: string | null): Promise<LogFile> {
  const folder = dirname(document.path);
  const shown = join(dirname(document.shown), path);
  const real = await realpath(join(folder, path)).catch(() => null);
  const found = real === null ? null : await stat(real);
  if (real === null || found === null || !found.isFile())
    refuse(document.shown, `\`${path}\` is no file beside it.`, "Fetch the data into its folder.");
  if (!real.startsWith((await realpath(folder)) + sep))
    refuse(document.shown, `\`${path}\` is a link out of its folder.`, "Name the data themselves.");
  const file = {
    path: join(folder, path),
    shown,
    bytes: found.size,
    changedMs: found.mtimeMs,
    isNamed: true,
  };
  if (sha256 !== null && (await fileDigest(file)) !== sha256)
    refuse(
      document.shown,
      `\`${path}\` has another SHA-256 than it says.`,
      "Fetch the file again, or name the file itself to measure it as it is.",
    );
  return file;
}

/**
 * The data that a document of Croissant describes: the files that it names, which must lie beside it and be what it says.
 *
 * @throws HoldfastError `invalid-input` where one is not there, is another one, or lies elsewhere
 */
export async function filesOfCroissant(file: LogFile, document: unknown): Promise<LogFile[]> {
  const { beside, elsewhere } = croissantFiles(document);
  const [first] = elsewhere;
  if (first !== undefined)
    refuse(
      file.shown,
      `this document of Croissant describes data that do not lie beside it: ${elsewhere.slice(0, 3).join(", ")}${elsewhere.length > 3 ? ` and ${elsewhere.length - 3} more` : ""}.`,
      "Fetch the data and name their files or folder; `holdfast mix import` takes the document as a declared component.",
    );
  if (beside.length === 0)
    refuse(
      file.shown,
      "this document of Croissant names no files.",
      "Name the data themselves; `holdfast mix import` takes the document as a declared component.",
    );
  return Promise.all(beside.map(({ path, sha256 }) => fileBeside(file, path, sha256)));
}
