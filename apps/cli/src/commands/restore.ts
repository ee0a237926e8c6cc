import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command, CommandContext } from "../command.js";

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function restoreFolder({ print, cwd, connect }: CommandContext, folder: string): Promise<void> {
  const { restoreBackup } = await import("../backup/restore-backup.js");
  const { countText } = await import("../tables/number-text.js");
  const client = await connect({ creates: true });
  const restored = [];
  let inbox = null;
  for await (const one of restoreBackup(client, resolve(cwd, folder), folder)) {
    if ("inbox" in one) {
      ({ inbox } = one);
      print.text(`restored the inbox; ${countText(inbox.added)} of ${countText(inbox.logs)} logs added`);
      continue;
    }
    restored.push(one);
    const { identity, receipt, same } = one;
    print.text(
      `restored ${identity}; ${countText(receipt.added)} added, ${countText(receipt.recognised)} recognised; ${same ? "exported again, it is the same to the byte" : "this database holds more of it than the backup"}`,
    );
  }
  print.document({ restored, inbox });
  print.text(`restored ${restored.length} ablations from ${folder}`);
}

/** `holdfast restore FILE|FOLDER|-`. */
export const restore: Command = {
  name: "restore",
  summary: "restore what `holdfast export` or `holdfast backup` wrote",
  usage: "FILE|FOLDER|-",
  words: [1, 1],
  options: {},
  examples: ["holdfast restore advice.ndjson", "holdfast restore backups/2026-03-01"],
  run: async (context, given) => {
    const { print, cwd, stdin, connect } = context;
    const { openOutcomeFile } = await import("../record/outcome-file.js");
    const { archiveLines } = await import("../record/archive-lines.js");
    const { isHoldfastError } = await import("@holdfast/core");
    const { countText } = await import("../tables/number-text.js");
    const [name = ""] = given.positionals;
    if (await isFolder(resolve(cwd, name))) return restoreFolder(context, name);
    const file = await openOutcomeFile(name, cwd, stdin);
    try {
      const client = await connect({ creates: true });
      const restored = await client.importArchive(archiveLines(file.read()));
      print.document(restored);
      const { identity, receipt } = restored;
      print.text(
        `restored ${identity}; ${countText(receipt.added)} added, ${countText(receipt.recognised)} recognised, ${countText(receipt.corrected)} corrected`,
      );
    } catch (error) {
      throw isHoldfastError(error) ? error.at({ file: file.shown }) : error;
    } finally {
      await file.discard();
    }
  },
};
