import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bytesOfFile, type PartStore, type Scratch } from "@holdfast/importers";
import { systemFault } from "../system-fault.js";

/** Where a measuring keeps what it has, until it has all of it. */
export interface MixState {
  readonly store: PartStore;
  readonly scratch: Scratch;
  /** Parts that an earlier run had left, and that were taken. */
  readonly taken: () => number;
  /** @param isDone whether nothing of it is needed any more */
  readonly close: (isDone: boolean) => Promise<void>;
}

/** A checksum before the bytes tells a part that was written from one that was being written. */
function sealed(bytes: Uint8Array): Buffer {
  return Buffer.concat([createHash("sha256").update(bytes).digest(), bytes]);
}

function unsealed(file: Buffer): Uint8Array | undefined {
  const bytes = file.subarray(32);
  return createHash("sha256").update(bytes).digest().equals(file.subarray(0, 32)) ? bytes : undefined;
}

/**
 * A folder of its own for one measuring below `folder`; nothing is written before there is something to keep.
 *
 * @param about what is measured, and how: the same again finds what was kept
 */
export function openMixState(folder: string, about: unknown): MixState {
  const own = join(folder, createHash("sha256").update(JSON.stringify(about)).digest("hex").slice(0, 16));
  const handles: FileHandle[] = [];
  let [taken, made]: [number, Promise<unknown> | null] = [0, null];
  const ready = () => {
    made ??= mkdir(own, { recursive: true });
    return made;
  };
  const write = async (name: string, bytes: Uint8Array): Promise<string> => {
    const path = join(own, name);
    try {
      await ready();
      await writeFile(`${path}.${process.pid}`, bytes);
      await rename(`${path}.${process.pid}`, path);
      return path;
    } catch (error) {
      throw systemFault(error, path);
    }
  };
  return {
    store: {
      get: async (key) => {
        const file = await readFile(join(own, `${key}.part`)).catch(() => undefined);
        const bytes = file === undefined ? undefined : unsealed(file);
        if (bytes !== undefined) taken += 1;
        return bytes;
      },
      put: async (key, bytes) => {
        await write(`${key}.part`, sealed(bytes));
      },
    },
    scratch: {
      write: async (bytes) => {
        const handle = await open(await write(`run-${process.pid}-${handles.length}`, bytes));
        handles.push(handle);
        return bytesOfFile(handle, bytes.length);
      },
    },
    taken: () => taken,
    close: async (isDone) => {
      for (const handle of handles) await handle.close();
      if (isDone) await rm(own, { recursive: true, force: true });
    },
  };
}
