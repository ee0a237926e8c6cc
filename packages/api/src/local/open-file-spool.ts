import { type FileHandle, mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { describeError, encodeSpoolLine, type HoldfastError, SPOOL_VERSION } from "@holdfast/core";
import type { RecorderSpool } from "../client/recorder.js";

export interface FileSpoolOptions {
  /** Tells this recorder from every other in the same directory, such as a UUID. */
  readonly unique: string;
  /** The most bytes that it keeps on disk. */
  readonly maxBytes?: number;
}

const SEGMENT_BYTES = 8 * 1024 * 1024;

interface Segment {
  readonly stem: string;
  readonly file: FileHandle;
  readonly inode: number;
  bytes: number;
}

/**
 * A spool on disk, in the format that the Python package writes too: `holdfast replay DIRECTORY` reads both. Lines are
 * appended to files of this process alone, so that any number of processes share a directory. What was appended outlives
 * the process; it outlives a power cut once its segment is closed. Its calls run one after another.
 */
export function openFileSpool(directory: string, options: FileSpoolOptions): RecorderSpool {
  const { unique, maxBytes = 1024 * 1024 * 1024 } = options;
  const name = `${hostname().replace(/[^A-Za-z0-9.]+/g, "-")}-${process.pid}-${unique}`;
  const header = encodeSpoolLine({
    kind: "spool",
    subject: SPOOL_VERSION,
    body: JSON.stringify({ host: hostname(), pid: process.pid, writer: "typescript 0.1.0" }),
  });
  let current: Segment | undefined;
  const closed: { path: string; bytes: number }[] = [];
  let number = 0;
  let last: Promise<unknown> = Promise.resolve();

  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };

  const begin = async (): Promise<Segment> => {
    await mkdir(directory, { recursive: true });
    number += 1;
    const stem = join(directory, `${name}.${String(number).padStart(6, "0")}`);
    const file = await open(`${stem}.open`, "ax");
    await file.appendFile(header);
    return { stem, file, inode: (await file.stat()).ino, bytes: Buffer.byteLength(header) };
  };

  const end = async (): Promise<void> => {
    if (current === undefined) return;
    const { stem, file, bytes } = current;
    current = undefined;
    await file.sync().catch(() => {});
    await file.close();
    // A replay that believed this process dead may have put it away.
    await rename(`${stem}.open`, `${stem}.spool`).then(
      () => closed.push({ path: `${stem}.spool`, bytes }),
      () => {},
    );
  };

  const write = async (text: string): Promise<void> => {
    current ??= await begin();
    const { file, bytes } = current;
    try {
      await file.appendFile(text);
    } catch (error) {
      await file.truncate(bytes);
      throw error;
    }
    current.bytes += Buffer.byteLength(text);
  };

  const isInPlace = async ({ stem, inode }: Segment): Promise<boolean> =>
    stat(`${stem}.open`).then(
      ({ ino }) => ino === inode,
      () => false,
    );

  const append = async (text: string): Promise<boolean> => {
    const kept = closed.reduce((total, { bytes }) => total + bytes, current?.bytes ?? 0);
    if (kept + Buffer.byteLength(text) > maxBytes) return false;
    try {
      await write(text);
      if (current !== undefined && !(await isInPlace(current))) {
        await end();
        await write(text);
      }
      if (current !== undefined && current.bytes >= SEGMENT_BYTES) await end();
      return true;
    } catch {
      await end().catch(() => {});
      return false;
    }
  };

  return {
    append: (lines) => serially(() => append(lines.join(""))),
    clear: () =>
      serially(async () => {
        if (current !== undefined) {
          const { stem, file } = current;
          current = undefined;
          await file.close();
          await rm(`${stem}.open`, { force: true });
        }
        for (const { path } of closed.splice(0)) await rm(path, { force: true });
      }).catch(() => {}),
    reject: (line, reason: HoldfastError) =>
      serially(async () => {
        const folder = join(directory, "rejected");
        await mkdir(folder, { recursive: true });
        const path = join(folder, `${name}.spool`);
        const why = { code: reason.code, reason: describeError(reason) };
        const told = encodeSpoolLine({ kind: "reason", subject: "-", body: JSON.stringify(why) });
        const isNew = (await stat(path).catch(() => undefined)) === undefined;
        await writeFile(path, (isNew ? header : "") + told + line, { flag: "a" });
      }).catch(() => {}),
    close: () => serially(end).catch(() => {}),
  };
}
