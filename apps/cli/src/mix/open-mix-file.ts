import { open, stat } from "node:fs/promises";
import { bytesOfFile, type WithBytes } from "@holdfast/importers";
import { systemFault } from "../system-fault.js";

/** Does `use` with the bytes of a file. @throws HoldfastError `not-found`, `forbidden` */
export const withMixBytes: WithBytes = async (path, file, use) => {
  const handle = await open(path).catch((error: unknown) => {
    throw systemFault(error, file);
  });
  try {
    return await use(bytesOfFile(handle, (await handle.stat()).size));
  } finally {
    await handle.close();
  }
};

/** Size and time of the last change: another text once a file was changed. */
export async function stampOf(path: string): Promise<string> {
  const { size, mtimeNs, ino } = await stat(path, { bigint: true });
  return `${size} ${mtimeNs} ${ino}`;
}
