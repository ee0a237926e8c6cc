import type { Command } from "../command.js";
import { ANSWER_OPTIONS, answerChoice } from "./answer-options.js";

/** `holdfast efficiency [NAME@VERSION]`. */
export const efficiency: Command = {
  name: "efficiency",
  summary: "what the data of each arm bought for its tokens, and how much of it is enough",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: Object.fromEntries(Object.entries(ANSWER_OPTIONS).filter(([name]) => name !== "scale")),
  examples: ["holdfast efficiency advice@1", "holdfast efficiency advice@1 --json"],
  run: async ({ print, connect }, given) => {
    const { identityGiven } = await import("../identity-given.js");
    const { target, excluded } = answerChoice(given);
    const client = await connect();
    const identity = await identityGiven(client, given);
    const answer = await client.efficiency(identity, { excluded });
    print.document(answer);
    if (print.settings.json) return;
    const { efficiencyText } = await import("../tables/efficiency-text.js");
    const { ablation } = await client.read(identity);
    const bold = (text: string) => print.style("bold", text);
    print.text(efficiencyText(ablation, answer, { target, columns: print.settings.columns, bold }));
  },
};
