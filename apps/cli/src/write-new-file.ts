import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { systemFault } from "./system-fault.js";

/** Writes a file that is not there yet, with its folders. @throws HoldfastError `conflict` where it is there, `forbidden` */
export async function writeNewFile(path: string, shown: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    throw systemFault(error, shown);
  }
}
