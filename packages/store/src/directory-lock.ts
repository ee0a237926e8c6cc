import { readFileSync } from "node:fs";
import { link, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { z } from "zod";
import { causeCode } from "./pg-errors.js";

const HolderSchema = z.object({
  host: z.string(),
  /** Changes with every start of the machine; null where the system does not say. */
  bootId: z.string().nullable(),
  pid: z.number().int().positive(),
  /** Start of the process in ticks since boot: tells a process from a later one with its number. */
  started: z.string().nullable(),
  /** Tells two locks of one process apart. */
  nonce: z.string(),
});

/** Who holds a directory. */
export type Holder = z.infer<typeof HolderSchema>;

function readFirstLine(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return null;
  }
}

/** When a process of this machine started, or null where the system does not say. */
function startOf(pid: number): string | null {
  // the name of the command may hold spaces and brackets; the start is field 22, 20 after it
  return (
    readFirstLine(`/proc/${pid}/stat`)
      ?.replace(/^.*\) /s, "")
      .split(" ")[19] ?? null
  );
}

/** This process as a holder. */
export function thisProcess(nonce: string): Holder {
  return {
    host: hostname(),
    bootId: readFirstLine("/proc/sys/kernel/random/boot_id"),
    pid: process.pid,
    started: startOf(process.pid),
    nonce,
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return causeCode(error) !== "ESRCH";
  }
}

/** Whether the holder was a process of this host and is no more; of another host nobody here can tell. */
export function isDead(holder: Holder, self: Holder): boolean {
  if (holder.host !== self.host) return false;
  if (holder.bootId !== null && self.bootId !== null && holder.bootId !== self.bootId) return true;
  if (!isRunning(holder.pid)) return true;
  const started = startOf(holder.pid);
  return holder.started !== null && started !== null && started !== holder.started;
}

async function readHolder(file: string): Promise<Holder | null> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (causeCode(error) === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  const parsed = HolderSchema.safeParse(safeJson(text));
  if (parsed.success) return parsed.data;
  throw new HoldfastError({
    code: "locked",
    message: `the lock ${file} does not name its holder.`,
    place: { file },
    remedy: "If no Holdfast uses the directory, remove the lock by hand.",
  });
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function lockedBy(directory: string, file: string, holder: Holder, self: Holder): HoldfastError {
  const who =
    holder.nonce !== self.nonce && holder.pid === self.pid && holder.host === self.host
      ? "this process"
      : `process ${holder.pid}`;
  const elsewhere =
    holder.host === self.host ? "" : ` Whether it still runs can be seen on ${holder.host} only.`;
  return new HoldfastError({
    code: "locked",
    message: `${directory} is in use by ${who} on ${holder.host}.${elsewhere}`,
    place: { file },
    remedy:
      "End that process, or talk to it: `holdfast serve` shares a directory with --url. A PostgreSQL server takes many writers.",
  });
}

/** Makes `file` with the text, whole and at once, unless it is there. */
async function createWhole(file: string, text: string, nonce: string): Promise<boolean> {
  const draft = `${file}.${nonce}`;
  await writeFile(draft, text, { flag: "wx" });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (causeCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

/** Puts `self` in the place of a dead holder; a guard lets one process at a time try. */
async function takeOver(file: string, dead: Holder, self: Holder): Promise<boolean> {
  const guard = `${file}.takeover`;
  const text = `${JSON.stringify(self)}\n`;
  if (!(await createWhole(guard, text, self.nonce))) {
    const rival = await readHolder(guard);
    if (rival !== null && isDead(rival, self)) await unlink(guard);
    return false;
  }
  try {
    const now = await readHolder(file);
    if (now?.nonce !== dead.nonce) return false;
    const draft = `${file}.${self.nonce}`;
    await writeFile(draft, text);
    await rename(draft, file);
    return true;
  } finally {
    await unlink(guard);
  }
}

/**
 * Takes the exclusive lock of a directory: a file beside it that names its holder. Two processes that open one
 * PGlite directory lose data without a word. A lock is taken over from a dead process of this host only, never by age.
 *
 * @returns gives the lock back
 * @throws HoldfastError `locked`, naming the holder
 */
export async function lockDirectory(directory: string, self: Holder): Promise<() => Promise<void>> {
  const file = `${directory}.lock`;
  const text = `${JSON.stringify(self)}\n`;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (await createWhole(file, text, self.nonce)) return () => release(file, self);
    const holder = await readHolder(file);
    if (holder === null) continue;
    if (!isDead(holder, self)) throw lockedBy(directory, file, holder, self);
    if (await takeOver(file, holder, self)) return () => release(file, self);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new HoldfastError({
    code: "locked",
    message: `${directory} is being taken over by another process.`,
    place: { file },
    remedy: `Try again; if it stays so, remove ${file}.takeover.`,
  });
}

async function release(file: string, self: Holder): Promise<void> {
  const holder = await readHolder(file).catch((error: unknown) => {
    if (isHoldfastError(error)) return null;
    throw error;
  });
  if (holder?.nonce === self.nonce) await unlink(file);
}
