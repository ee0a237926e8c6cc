import type { Command } from "../command.js";
import { ANSWER_OPTIONS, answerChoice } from "./answer-options.js";

/** `holdfast origin [NAME@VERSION]`. */
export const origin: Command = {
  name: "origin",
  summary: "what was there at the start, and what each stage of training added",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: Object.fromEntries(Object.entries(ANSWER_OPTIONS).filter(([name]) => name === "with-excluded")),
  examples: ["holdfast origin advice@1", "holdfast origin advice@1 --json"],
  run: async ({ print, connect }, given) => {
    const { identityGiven } = await import("../identity-given.js");
    const { excluded } = answerChoice(given);
    const client = await connect();
    const identity = await identityGiven(client, given);
    const answer = await client.origin(identity, { excluded });
    print.document(answer);
    if (print.settings.json) return;
    const { originText } = await import("../tables/origin-text.js");
    const { ablation } = await client.read(identity);
    const bold = (text: string) => print.style("bold", text);
    print.text(originText(ablation, answer, { columns: print.settings.columns, bold }));
  },
};
