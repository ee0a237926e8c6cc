import type { Command } from "../command.js";
import { ANSWER_OPTIONS, answerChoice } from "./answer-options.js";

/** `holdfast judges [NAME@VERSION]`. */
export const judges: Command = {
  name: "judges",
  summary: "how far judges agree, and whether conclusions survive a change of judge",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: Object.fromEntries(Object.entries(ANSWER_OPTIONS).filter(([name]) => name === "with-excluded")),
  examples: ["holdfast judges advice@1", "holdfast judges advice@1 --json"],
  run: async ({ print, connect }, given) => {
    const { identityGiven } = await import("../identity-given.js");
    const { excluded } = answerChoice(given);
    const client = await connect();
    const identity = await identityGiven(client, given);
    const answer = await client.judges(identity, { excluded });
    print.document(answer);
    if (print.settings.json) return;
    const { judgesText } = await import("../tables/judges-text.js");
    const { ablation } = await client.read(identity);
    const bold = (text: string) => print.style("bold", text);
    print.text(judgesText(ablation, answer, { columns: print.settings.columns, bold }));
  },
};
