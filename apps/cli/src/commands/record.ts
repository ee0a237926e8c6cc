import type { Command } from "../command.js";

/** `holdfast record FILE|- --ablation NAME@VERSION`. */
export const record: Command = {
  name: "record",
  summary: "record outcomes from NDJSON or CSV; nothing is written unless every line is right",
  usage: "FILE|-",
  words: [1, 1],
  options: {
    ablation: { type: "string", short: "a", value: "NAME@VERSION", summary: "the ablation they belong to" },
  },
  examples: [
    "holdfast record outcomes.ndjson --ablation advice@1",
    "my-eval --json | holdfast record - --ablation advice@1",
  ],
  run: async ({ print, cwd, stdin, connect }, given) => {
    const { openOutcomeFile } = await import("../record/outcome-file.js");
    const { checkOutcomes } = await import("../record/check-outcomes.js");
    const { sendOutcomes, WHOLE_BYTES, WHOLE_SCORES } = await import("../record/send-outcomes.js");
    const { openProgress } = await import("../record/progress.js");
    const { identityGiven } = await import("../identity-given.js");
    const { countText, plural } = await import("../tables/number-text.js");
    const [name = ""] = given.positionals;
    const file = await openOutcomeFile(name, cwd, stdin);
    const progress = await openProgress(print, file.bytes);
    try {
      const client = await connect();
      const identity = await identityGiven(client, { ...given, positionals: [] });
      const { ablation } = await client.read(identity);
      progress.step("checking");
      const tally = await checkOutcomes(file.read(progress.add), ablation);
      progress.done();
      progress.step("recording");
      const asWhole = tally.scores <= WHOLE_SCORES && file.bytes <= WHOLE_BYTES;
      const receipt = await sendOutcomes(client, identity, file.read(progress.add), tally, {
        asWhole,
        onAcknowledged: (lines) => progress.acknowledge(lines, tally.lines),
      });
      progress.done();
      print.document(receipt);
      print.text(
        `${identity}: ${plural(receipt.outcomes, "outcome")} from ${plural(tally.lines, "line")}; ${countText(receipt.added)} added, ${countText(receipt.recognised)} recognised, ${countText(receipt.corrected)} corrected`,
      );
      print.note(`Next: holdfast effects ${identity}, holdfast report ${identity} -o report.html`);
    } finally {
      progress.done();
      await file.discard();
    }
  },
};
