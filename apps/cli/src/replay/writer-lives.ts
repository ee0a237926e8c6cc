import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { SpoolWriterSchema } from "@holdfast/core";

/** After so long without a line or a sign of life (Python gives one every half minute) a writer is taken for dead. */
export const SILENCE_MS = 60 * 60 * 1000;

/** Which start of this system it is, or undefined where nobody says. */
function bootId(): string | undefined {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "ascii").trim();
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

/**
 * Whether the process that writes a segment may still be at work: on this host its process says so, on another one the
 * time of its last sign of life.
 *
 * @param header the JSON of the segment's first line; undefined where it has none
 * @param silentMs since the file last changed
 */
export function writerLives(header: string | undefined, silentMs: number): boolean {
  if (silentMs > SILENCE_MS) return false;
  if (header === undefined) return true;
  const writer = SpoolWriterSchema.safeParse(JSON.parse(header));
  if (!writer.success) return true;
  const { host, pid, boot } = writer.data;
  if (host !== hostname() || pid === undefined) return true;
  const here = bootId();
  if (boot != null && here !== undefined && boot !== here) return false;
  return isAlive(pid);
}
