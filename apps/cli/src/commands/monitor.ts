import type { MonitorQuestion } from "@holdfast/core";
import type { Command } from "../command.js";
import type { Given } from "../given.js";
import { seriesOptions } from "../watch/series-options.js";
import { ANSWER_OPTIONS, answerChoice } from "./answer-options.js";

async function questionGiven(given: Given): Promise<MonitorQuestion> {
  const { numberGiven } = await import("../number-given.js");
  const { seriesGiven } = await import("../watch/series-given.js");
  given.required("limit");
  return seriesGiven(given, given.required("eval"), { option: "limit", value: numberGiven(given, "limit") });
}

/** `holdfast monitor [NAME@VERSION]`. */
export const monitor: Command = {
  name: "monitor",
  summary: "which runs have passed a limit, however often you look; exit code 16 on an alarm",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: {
    eval: { type: "string", value: "ID,...", summary: "the evals that are watched" },
    limit: {
      type: "string",
      value: "X",
      summary: "what no checkpoint should pass, on the metric's own scale: 0.05 is 5%",
    },
    ...seriesOptions(
      "independent, without it: the scores of a checkpoint are generated and judged each for itself; any: nothing is assumed of them, and far more checkpoints are needed",
    ),
    ...Object.fromEntries(Object.entries(ANSWER_OPTIONS).filter(([name]) => name === "with-excluded")),
  },
  examples: [
    "holdfast monitor advice@1 --eval blackmail@1 --limit 0.05",
    "holdfast monitor --eval blackmail@1,leaking@2 --limit 0.05 --arm advice --scores any",
  ],
  run: async ({ print, connect }, given) => {
    const question = await questionGiven(given);
    const { excluded } = answerChoice(given);
    const { identityGiven } = await import("../identity-given.js");
    const client = await connect();
    const identity = await identityGiven(client, given);
    const answer = await client.monitor(identity, question, { excluded });
    print.document(answer);
    if (!print.settings.json) {
      const { monitorText } = await import("../tables/monitor-text.js");
      const { ablation } = await client.read(identity);
      const bold = (text: string) => print.style("bold", text);
      print.text(monitorText(ablation, answer, { columns: print.settings.columns, bold }));
    }
    const alarms = answer.rows.filter(({ alarm }) => alarm !== null).length;
    if (alarms === 0) return;
    const { AlarmError } = await import("../alarm-error.js");
    const runs = new Set(answer.rows.map(({ run }) => run)).size;
    const watched = runs === answer.rows.length ? "watched runs" : "watched series";
    throw new AlarmError(`${alarms} of ${answer.rows.length} ${watched} passed the limit.`);
  },
};
