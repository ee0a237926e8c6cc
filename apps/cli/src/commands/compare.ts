import type { Command } from "../command.js";
import { ANSWER_OPTIONS, answerChoice } from "./answer-options.js";

/** `holdfast compare A B [NAME@VERSION]`. */
export const compare: Command = {
  name: "compare",
  summary: "any two arms, runs or checkpoints against each other; always exploratory",
  usage: "A B [NAME@VERSION]",
  words: [2, 3],
  options: ANSWER_OPTIONS,
  examples: [
    "holdfast compare arm:principles@rl arm:demonstrations@rl advice@1",
    "holdfast compare run:principles/0/0@rl:200 run:principles/0/0@sft",
  ],
  run: async ({ print, connect }, given) => {
    const { identityGiven } = await import("../identity-given.js");
    const { parseComparisonSide } = await import("@holdfast/core");
    const { scale, target, excluded } = answerChoice(given);
    const [a = "", b = "", ...positionals] = given.positionals;
    // before anything is opened
    parseComparisonSide(a, "A");
    parseComparisonSide(b, "B");
    const client = await connect();
    const identity = await identityGiven(client, { ...given, positionals });
    const answer = await client.comparison(identity, { a, b, excluded });
    print.document(answer);
    if (print.settings.json) return;
    const { comparisonText } = await import("../tables/comparison-text.js");
    const { ablation } = await client.read(identity);
    const bold = (text: string) => print.style("bold", text);
    print.text(comparisonText(ablation, answer, { scale, target, columns: print.settings.columns, bold }));
  },
};
