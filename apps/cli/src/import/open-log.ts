import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ByteSource, bytesOfFile, type LogSource } from "@holdfast/importers";
import { systemFault } from "../system-fault.js";
import { inFoldersBeside } from "./in-folders-beside.js";
import type { LogFile } from "./log-files.js";

async function withBytes<T>(path: string, shown: string, use: (bytes: ByteSource) => Promise<T>): Promise<T> {
  const handle = await open(path).catch((error: unknown) => {
    throw systemFault(error, shown);
  });
  try {
    const { size } = await handle.stat();
    return await use(bytesOfFile(handle, size));
  } finally {
    await handle.close();
  }
}

/** Does `use` with an open log; files beside it are opened as it asks for them, by plain names only. */
export async function withLog<T>(
  { path, shown }: Pick<LogFile, "path" | "shown">,
  use: (source: LogSource) => Promise<T>,
): Promise<T> {
  return withBytes(path, shown, (bytes) =>
    use({
      file: shown,
      bytes,
      inFoldersBeside: inFoldersBeside(path, (other, useOther) => withBytes(other, other, useOther)),
      beside: async (name, useOther) => {
        if (name.includes("/") || name.includes("\\") || name.startsWith(".")) return undefined;
        try {
          return await withBytes(join(dirname(path), name), name, useOther);
        } catch (error) {
          if (error instanceof Error && "code" in error && error.code === "not-found") return undefined;
          throw error;
        }
      },
    }),
  );
}
