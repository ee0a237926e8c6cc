import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { HoldfastClient } from "@holdfast/api/client";
import { type Backup, HoldfastError, type InboxList } from "@holdfast/core";
import { systemFault } from "../system-fault.js";
import { writeWholeFile } from "../write-whole-file.js";
import { archiveParts } from "./archive-parts.js";
import { textDigest } from "./text-digest.js";

/** The manifest's name; it is written last, so that a backup that broke off has none. */
export const BACKUP_MANIFEST = "backup.json";

async function emptyFolder(folder: string, shown: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    throw systemFault(error, shown);
  }
  throw new HoldfastError({
    code: "conflict",
    message: `${shown} is not empty.`,
    place: { file: shown },
    remedy: "Give each backup a folder of its own, such as one named after the day.",
  });
}

const INBOX_FILE = "inbox.ndjson";

/** Each log that waits with its scores, one a line. */
async function* inboxLines(client: HoldfastClient, logs: InboxList["logs"]): AsyncGenerator<string> {
  for (const { id } of logs) yield `${JSON.stringify(await client.inboxLog(id))}\n`;
}

/** A name that every file system takes; the number keeps two identities apart. */
function fileOf(identity: string, index: number): string {
  return `${String(index + 1).padStart(4, "0")}-${identity.replace(/[^\w.-]+/g, "-").slice(0, 80)}.ndjson`;
}

async function* hashed(parts: AsyncIterable<string>, hash: Hash): AsyncGenerator<string> {
  for await (const part of parts) {
    hash.update(part);
    yield part;
  }
}

function unlikeWritten(file: string): HoldfastError {
  return new HoldfastError({
    code: "internal",
    message: "the file does not read as it was written.",
    place: { file },
    remedy: "Check the disk, and write the backup to another one.",
  });
}

/**
 * Writes every ablation, also those put away, as an archive of its own, reads each file again and compares.
 *
 * @param folder where to; made when it is not there
 * @throws HoldfastError `conflict` when the folder is not empty, `internal` when a file does not read as it was written
 */
export async function writeBackup(client: HoldfastClient, folder: string, shown: string): Promise<Backup> {
  await emptyFolder(folder, shown);
  const kept = [...(await client.list()).ablations, ...(await client.list({ archived: true })).ablations];
  const identities = [...new Set(kept.map(({ identity }) => identity))].sort();
  async function written(file: string, parts: AsyncIterable<string>) {
    const path = join(folder, file);
    const hash = createHash("sha256");
    await writeWholeFile(path, join(shown, file), hashed(parts, hash));
    const read = await textDigest(createReadStream(path));
    if (read.sha256 !== hash.digest("hex")) throw unlikeWritten(join(shown, file));
    return { file, ...read };
  }
  const archives: Backup["archives"] = [];
  for (const [index, identity] of identities.entries()) {
    const parts = archiveParts(client.exportArchive(identity));
    archives.push({ identity, ...(await written(fileOf(identity, index), parts)) });
  }
  const { logs } = await client.inbox();
  const backup: Backup =
    logs.length === 0
      ? { format: "holdfast-backup/1", archives }
      : {
          format: "holdfast-backup/2",
          archives,
          inbox: { logs: logs.length, ...(await written(INBOX_FILE, inboxLines(client, logs))) },
        };
  await writeWholeFile(join(folder, BACKUP_MANIFEST), join(shown, BACKUP_MANIFEST), [
    `${JSON.stringify(backup, null, 2)}\n`,
  ]);
  return backup;
}
