import type { Command } from "../command.js";
import { ANSWER_OPTIONS, answerChoice } from "./answer-options.js";

/** `holdfast durability [NAME@VERSION]`. */
export const durability: Command = {
  name: "durability",
  summary: "how much of each lead is left between two stages, with verdicts",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: {
    ...ANSWER_OPTIONS,
    trajectory: { type: "boolean", summary: "every lead at every checkpoint too" },
  },
  examples: [
    "holdfast durability advice@1",
    "holdfast durability advice@1 --scale log-odds",
    "holdfast durability advice@1 --trajectory",
  ],
  run: async ({ print, connect }, given) => {
    const { identityGiven } = await import("../identity-given.js");
    const { scale, target, excluded } = answerChoice(given);
    const client = await connect();
    const identity = await identityGiven(client, given);
    const answer = await client.durability(identity, { excluded });
    print.document(answer);
    if (print.settings.json) return;
    const { durabilityText } = await import("../tables/durability-text.js");
    const { ablation } = await client.read(identity);
    const bold = (text: string) => print.style("bold", text);
    print.text(
      durabilityText(ablation, answer, {
        scale,
        target,
        columns: print.settings.columns,
        bold,
        trajectory: given.flag("trajectory"),
      }),
    );
  },
};
