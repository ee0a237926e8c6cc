import type { SynthesisMethod } from "@holdfast/core";
import type { Command } from "../command.js";
import { ANSWER_OPTIONS, answerChoice } from "./answer-options.js";

const METHODS = [
  "reml",
  "paule-mandel",
  "dersimonian-laird",
  "fixed",
] as const satisfies readonly SynthesisMethod[];

/** `holdfast generalization [NAME@VERSION]`. */
export const generalization: Command = {
  name: "generalization",
  summary: "whether leads near the training data show far from it too",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: {
    method: {
      type: "string",
      value: "METHOD",
      choices: METHODS,
      summary: "how the variance between suites is estimated: reml without it",
    },
    ...ANSWER_OPTIONS,
  },
  examples: ["holdfast generalization advice@1", "holdfast generalization advice@1 --method paule-mandel"],
  run: async ({ print, connect }, given) => {
    const { identityGiven } = await import("../identity-given.js");
    const { scale, target, excluded } = answerChoice(given);
    const method = METHODS.find((own) => own === given.text("method"));
    const client = await connect();
    const identity = await identityGiven(client, given);
    const answer = await client.generalization(identity, {
      excluded,
      ...(method === undefined ? {} : { method }),
    });
    print.document(answer);
    if (print.settings.json) return;
    const { generalizationText } = await import("../tables/generalization-text.js");
    const { ablation } = await client.read(identity);
    const bold = (text: string) => print.style("bold", text);
    print.text(
      generalizationText(ablation, answer, { scale, target, columns: print.settings.columns, bold }),
    );
  },
};
