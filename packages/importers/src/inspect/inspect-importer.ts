import type { ByteSource } from "../bytes/byte-source.js";
import { rootKeys } from "../json/root-keys.js";
import type { LogImporter } from "../logs/log-importer.js";
import { readZipDirectory } from "../zip/zip-directory.js";
import { readInspectJson } from "./inspect-json.js";
import { HEADER, readInspectZip, START } from "./inspect-zip.js";

const ZIP = 0x04034b50;

async function isZip(bytes: ByteSource): Promise<boolean> {
  const head = await bytes.read(0, 4);
  return head.length === 4 && head.readUInt32LE(0) === ZIP;
}

/** A zip that is cut off or damaged may well have been a log; another whole archive is none. */
async function isZippedLog(bytes: ByteSource): Promise<boolean> {
  try {
    const directory = await readZipDirectory(bytes);
    return directory.has(HEADER) || directory.has(START);
  } catch {
    return true;
  }
}

/** Logs of Inspect AI: `.eval` (zip) and `.json`, of every version so far, finished or not. */
export const inspectImporter: LogImporter = {
  format: "inspect",
  looks: "Inspect AI (`.eval` and `.json`)",
  recognises: async (bytes) => {
    if (await isZip(bytes)) return isZippedLog(bytes);
    const keys = await rootKeys(bytes, (seen) => seen.has("eval") && seen.has("status"));
    return keys.has("eval") && (keys.has("status") || keys.has("samples"));
  },
  read: async ({ bytes }, options) =>
    (await isZip(bytes))
      ? readInspectZip({ bytes, directory: await readZipDirectory(bytes) }, options)
      : readInspectJson(bytes, options),
};
