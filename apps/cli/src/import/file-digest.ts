import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { systemFault } from "../system-fault.js";
import type { LogFile } from "./log-files.js";

/** SHA-256 of all bytes of a file, in hexadecimal. */
export async function fileDigest({ path, shown }: Pick<LogFile, "path" | "shown">): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (error) {
    throw systemFault(error, shown);
  }
  return hash.digest("hex");
}
