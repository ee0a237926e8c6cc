import { resolve } from "node:path";
import type { Command } from "../command.js";

/** `holdfast backup FOLDER`. */
export const backup: Command = {
  name: "backup",
  summary: "write every ablation with all its evidence to a folder, and check what was written",
  usage: "FOLDER",
  words: [1, 1],
  options: {},
  examples: ["holdfast backup backups/2026-03-01", "holdfast restore backups/2026-03-01"],
  run: async ({ print, cwd, connect }, given) => {
    const { writeBackup } = await import("../backup/write-backup.js");
    const [folder = ""] = given.positionals;
    const client = await connect();
    const written = await writeBackup(client, resolve(cwd, folder), folder);
    print.document(written);
    for (const { identity, file, bytes } of written.archives)
      print.text(`${identity}  ${file}  ${(bytes / 1e6).toFixed(1)} MB`);
    if (written.inbox !== undefined)
      print.text(`the inbox  ${written.inbox.file}  ${written.inbox.logs} logs that wait for a binding`);
    print.text(
      `backed up ${written.archives.length} ablations to ${folder}; every file was read again and is as it was written`,
    );
    print.text(
      "note: tokens, webhooks and MLflow runs that no ablation claims are not in it; pg_dump keeps a server whole",
    );
  },
};
