import type { Command } from "../command.js";

/** `holdfast restore FILE|-`. */
export const restore: Command = {
  name: "restore",
  summary: "restore an archive that `holdfast export` wrote",
  usage: "FILE|-",
  words: [1, 1],
  options: {},
  examples: ["holdfast restore advice.ndjson"],
  run: async ({ print, cwd, stdin, connect }, given) => {
    const { openOutcomeFile } = await import("../record/outcome-file.js");
    const { archiveLines } = await import("../record/archive-lines.js");
    const { isHoldfastError } = await import("@holdfast/core");
    const { countText } = await import("../tables/number-text.js");
    const [name = ""] = given.positionals;
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
