import type { Condition } from "@holdfast/core";
import type { Command } from "../command.js";
import { ANSWER_OPTIONS, answerChoice } from "./answer-options.js";

/** `holdfast samples [NAME@VERSION]`. */
export const samples: Command = {
  name: "samples",
  summary: "the prompts on which two arms differ most, and the logs behind them",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: {
    arm: { type: "string", value: "ARM", summary: "the arm; the first that has a control without it" },
    control: { type: "string", value: "ARM", summary: "another arm than its control to compare it with" },
    eval: {
      type: "string",
      value: "NAME@VERSION",
      summary: "the eval; the first of the ablation without it",
    },
    stage: {
      type: "string",
      value: "STAGE",
      summary: "the stage; the last that both were scored at without it",
    },
    step: { type: "string", value: "STEP", summary: "a step, or `end`; where the lead is taken without it" },
    metric: { type: "string", value: "METRIC", summary: "the metric; the primary one without it" },
    judge: { type: "string", value: "JUDGE", summary: "the judge" },
    condition: { type: "string", value: "JSON", summary: 'the whole condition, such as {"goal":"explicit"}' },
    limit: { type: "string", value: "COUNT", summary: "so many prompts; 20 without it" },
    ...Object.fromEntries(Object.entries(ANSWER_OPTIONS).filter(([name]) => name === "with-excluded")),
  },
  examples: [
    "holdfast samples advice@1 --arm principles --eval blackmail@1",
    "holdfast samples advice@1 --arm principles --control demonstrations --stage rl --json",
  ],
  run: async ({ print, connect }, given) => {
    const { identityGiven } = await import("../identity-given.js");
    const { numberGiven } = await import("../number-given.js");
    const { UsageError } = await import("../usage-error.js");
    const { ConditionSchema, controlOf, parseWith } = await import("@holdfast/core");
    const { excluded } = answerChoice(given);
    const text = given.text("condition");
    const conditionGiven = (): Condition | undefined => {
      if (text === undefined) return undefined;
      try {
        return parseWith(ConditionSchema, JSON.parse(text), "condition");
      } catch {
        throw new UsageError("--condition is not a condition.", `Write --condition '{"goal":"explicit"}'.`);
      }
    };
    const condition = conditionGiven();
    const limit = numberGiven(given, "limit");
    const step = given.text("step") === "end" ? ("end" as const) : numberGiven(given, "step");
    const client = await connect();
    const identity = await identityGiven(client, given);
    const { ablation } = await client.read(identity);
    const arm =
      given.text("arm") ?? ablation.arms.find(({ name }) => controlOf(ablation, name) !== null)?.name;
    const evalId = given.text("eval") ?? ablation.evals[0]?.id;
    if (arm === undefined || evalId === undefined)
      throw new UsageError("no arm of this ablation has a control.", "Name two: --arm ARM --control ARM.");
    const named = ["control", "stage", "metric", "judge"].flatMap((name) => {
      const value = given.text(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    const answer = await client.sampleDifferences(identity, {
      ...{ arm, eval: evalId, ...Object.fromEntries(named), excluded },
      ...(step === undefined ? {} : { step }),
      ...(condition === undefined ? {} : { condition }),
      ...(limit === undefined ? {} : { limit }),
    });
    print.document(answer);
    if (print.settings.json) return;
    const { samplesText } = await import("../tables/samples-text.js");
    const bold = (line: string) => print.style("bold", line);
    print.text(samplesText(ablation, answer, { columns: print.settings.columns, bold }));
  },
};
