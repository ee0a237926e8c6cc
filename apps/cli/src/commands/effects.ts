import type { Command } from "../command.js";
import { UsageError } from "../usage-error.js";
import { ANSWER_OPTIONS, answerChoice } from "./answer-options.js";

/** `holdfast effects [NAME@VERSION]`. */
export const effects: Command = {
  name: "effects",
  summary: "the lead of each arm over its control, with intervals and what stands",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: {
    "group-by": {
      type: "string",
      value: "KEY,...",
      summary: "one row a group: a factor of the ablation, role, relation, stage, eval ...",
    },
    csv: { type: "boolean", summary: "CSV on stdout" },
    ...ANSWER_OPTIONS,
  },
  examples: ["holdfast effects advice@1", "holdfast effects advice@1 --group-by advice,role --csv"],
  run: async ({ print, connect }, given) => {
    if (given.flag("csv") && print.settings.json)
      throw new UsageError("--csv and --json are two formats.", "Give one of them.");
    const { identityGiven } = await import("../identity-given.js");
    const { scale, target, excluded } = answerChoice(given);
    const groupBy = given
      .text("group-by")
      ?.split(",")
      .map((key) => key.trim())
      .filter((key) => key !== "");
    const client = await connect();
    const identity = await identityGiven(client, given);
    if (given.flag("csv")) {
      await print.raw(
        await client.effectsCsv(identity, { excluded, ...(groupBy === undefined ? {} : { groupBy }) }),
      );
      return;
    }
    const { columns } = print.settings;
    const bold = (text: string) => print.style("bold", text);
    if (groupBy !== undefined) {
      const answer = await client.effectGroups(identity, groupBy, { excluded });
      print.document(answer);
      if (print.settings.json) return;
      const { groupsText } = await import("../tables/groups-text.js");
      print.text(groupsText(answer, columns, bold));
      return;
    }
    const answer = await client.effects(identity, { excluded });
    print.document(answer);
    if (print.settings.json) return;
    const { effectsText } = await import("../tables/effects-text.js");
    const { ablation } = await client.read(identity);
    print.text(effectsText(ablation, answer, { scale, target, columns, bold }));
  },
};
