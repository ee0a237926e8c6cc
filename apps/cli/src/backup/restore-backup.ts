import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { HoldfastClient } from "@holdfast/api/client";
import {
  type Backup,
  BackupSchema,
  HoldfastError,
  isHoldfastError,
  parseWith,
  type Restored,
} from "@holdfast/core";
import { archiveLines } from "../record/archive-lines.js";
import { systemFault } from "../system-fault.js";
import { archiveParts } from "./archive-parts.js";
import { type RestoredInbox, restoreInbox } from "./restore-inbox.js";
import { textDigest } from "./text-digest.js";
import { BACKUP_MANIFEST } from "./write-backup.js";

/** One ablation of a backup that was restored. */
export interface RestoredFromBackup extends Restored {
  /**
   * Exported again, it has the bytes of the backup, but for the first and the last line where another version wrote
   * it. False where the database held more of it already.
   */
  readonly same: boolean;
}

async function readManifest(folder: string, shown: string): Promise<Backup> {
  const file = join(shown, BACKUP_MANIFEST);
  const text = await readFile(join(folder, BACKUP_MANIFEST), "utf8").catch((error: unknown) => {
    throw systemFault(error, file);
  });
  try {
    return parseWith(BackupSchema, JSON.parse(text), "backup");
  } catch (error) {
    if (isHoldfastError(error)) throw error.at({ file });
    throw new HoldfastError({
      code: "invalid-input",
      message: "this is not the manifest of a backup.",
      place: { file },
      remedy: "Name a folder that `holdfast backup` wrote.",
      cause: error,
    });
  }
}

async function refuseDamaged(backup: Backup, folder: string, shown: string): Promise<void> {
  const { archives, inbox } = backup;
  for (const { file, sha256, bytes } of inbox === undefined ? archives : [...archives, inbox]) {
    const place = join(shown, file);
    const found = await textDigest(createReadStream(join(folder, file))).catch((error: unknown) => {
      throw systemFault(error, place);
    });
    if (found.sha256 === sha256) continue;
    throw new HoldfastError({
      code: "invalid-input",
      message: `it has ${found.bytes} bytes that are not the ${bytes} bytes which were backed up.`,
      place: { file: place },
      remedy: "Nothing was restored. Take the file from another copy of the backup.",
    });
  }
}

/** The digest of what an archive holds, whatever its format is called. */
async function linesDigest(lines: AsyncIterable<string>): Promise<string> {
  const hash = createHash("sha256");
  let held: string | undefined;
  let read = 0;
  for await (const line of lines) {
    if (read > 1) hash.update(`${held}\n`);
    held = line;
    read += 1;
  }
  return hash.digest("hex");
}

async function hasSameLines(client: HoldfastClient, identity: string, path: string): Promise<boolean> {
  const kept = await linesDigest(archiveLines({ chunks: createReadStream(path) }));
  return kept === (await linesDigest(client.exportArchive(identity)));
}

/**
 * Restores a folder that `holdfast backup` wrote: every file is checked before the first is restored, and what
 * was restored is exported again and compared.
 *
 * @throws HoldfastError `invalid-input` when a file is not as it was written, or there is no manifest
 */
export async function* restoreBackup(
  client: HoldfastClient,
  folder: string,
  shown: string,
): AsyncGenerator<RestoredFromBackup | RestoredInbox> {
  const backup = await readManifest(folder, shown);
  await refuseDamaged(backup, folder, shown);
  for (const { identity, file, sha256 } of backup.archives) {
    const place = join(shown, file);
    const lines = archiveLines({ chunks: createReadStream(join(folder, file)), file: place });
    const restored = await client.importArchive(lines).catch((error: unknown) => {
      throw isHoldfastError(error) ? error.at({ file: place }) : error;
    });
    const now = await textDigest(archiveParts(client.exportArchive(identity)));
    const isSame = now.sha256 === sha256 || (await hasSameLines(client, identity, join(folder, file)));
    yield { ...restored, same: isSame };
  }
  if (backup.inbox === undefined) return;
  const place = join(shown, backup.inbox.file);
  const chunks = createReadStream(join(folder, backup.inbox.file));
  yield restoreInbox(client, archiveLines({ chunks, file: place }), place);
}
