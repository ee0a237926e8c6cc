import type { DriverMethod } from "@holdfast/core";
import type { Command } from "../command.js";
import { ANSWER_OPTIONS, answerChoice } from "./answer-options.js";

const METHODS = ["pooled", "welch", "pair", "lenth"] as const satisfies readonly DriverMethod[];

/** `holdfast drivers [NAME@VERSION]`. */
export const drivers: Command = {
  name: "drivers",
  summary: "which factor did it: effects, shares, and what the design cannot tell apart",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: {
    method: {
      type: "string",
      value: "METHOD",
      choices: METHODS,
      summary:
        "one run variance (pooled), each arm's own (welch), of two arms (pair), of the effects (lenth)",
    },
    ...ANSWER_OPTIONS,
  },
  examples: ["holdfast drivers advice@1", "holdfast drivers advice@1 --method welch"],
  run: async ({ print, connect }, given) => {
    const { identityGiven } = await import("../identity-given.js");
    const { scale, target, excluded } = answerChoice(given);
    const method = METHODS.find((own) => own === given.text("method"));
    const client = await connect();
    const identity = await identityGiven(client, given);
    const answer = await client.drivers(identity, { excluded, ...(method === undefined ? {} : { method }) });
    print.document(answer);
    if (print.settings.json) return;
    const { driversText } = await import("../tables/drivers-text.js");
    const { ablation } = await client.read(identity);
    const bold = (text: string) => print.style("bold", text);
    print.text(driversText(ablation, answer, { scale, target, columns: print.settings.columns, bold }));
  },
};
