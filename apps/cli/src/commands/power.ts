import type { PowerQuestion } from "@holdfast/core";
import type { Command, CommandContext } from "../command.js";
import type { Given } from "../given.js";
import type { OptionTable } from "../option.js";
import { UsageError } from "../usage-error.js";
import { ANSWER_OPTIONS, answerChoice } from "./answer-options.js";

const number = (value: string, summary: string) => ({ type: "string", value, summary }) as const;

const OPTIONS: OptionTable = {
  curve: {
    type: "boolean",
    summary: "what more or fewer runs, prompts and equal seeds would resolve, on one eval",
  },
  eval: { type: "string", value: "ID", summary: "with --curve: the eval; the first without it" },
  seeds: number("N", "runs an arm, instead of those registered"),
  arms: number("N", "arms of the design, the control among them"),
  prompts: number("N", "prompts"),
  epochs: number("N", "scores a prompt"),
  effect: number("X", "the smallest lead worth acting on, on the metric's own scale: 0.05 is 5 points"),
  lead: number("X", "the lead whose retention is to be proved; the effect without it"),
  comparisons: number("N", "comparisons that share the error rate"),
  "seed-sd": number("X", "standard deviation of a rate over seeds; 0.044 where nothing is known"),
  "prompt-sd": number("X", "of a prompt's rate over seeds, beyond the seed's own; 0 where nothing is known"),
  "lead-sd": number("X", "of the lead over prompts; 0 where nothing is known"),
  rate: number("P", "usual rate, for the spread of single scores; 0.25 where nothing is known"),
  correlation: number("R", "of a run's means at two stages; 0.7 where nothing is known"),
  power: number("P", "wanted power; 0.8 without it"),
  alpha: number("P", "two-sided level; the plan's without it"),
  "cost-run": number("X", "price of a run; only the ratio of the prices matters: 1000 without it"),
  "cost-prompt": number("X", "price of a prompt; 1 without it"),
  "cost-score": number("X", "price of a score; 0.01 without it"),
  ...Object.fromEntries(
    Object.entries(ANSWER_OPTIONS).filter(([name]) => name === "target" || name === "with-excluded"),
  ),
};

/** The option that sets each part of the question. */
const OPTION_OF = {
  runs: "seeds",
  arms: "arms",
  prompts: "prompts",
  epochs: "epochs",
  effect: "effect",
  lead: "lead",
  comparisons: "comparisons",
  seedSd: "seed-sd",
  promptSd: "prompt-sd",
  leadSd: "lead-sd",
  rate: "rate",
  correlation: "correlation",
  power: "power",
  alpha: "alpha",
  costPerRun: "cost-run",
  costPerPrompt: "cost-prompt",
  costPerScore: "cost-score",
} as const satisfies Record<keyof PowerQuestion, string>;

async function questionGiven(given: Given): Promise<PowerQuestion> {
  const { PowerQuestionSchema } = await import("@holdfast/core");
  const { numberGiven } = await import("../number-given.js");
  const { parseQuestion } = await import("../parse-question.js");
  const numbers = Object.fromEntries(
    Object.entries(OPTION_OF).map(([key, option]) => [key, numberGiven(given, option)]),
  );
  return parseQuestion(PowerQuestionSchema, numbers, OPTION_OF);
}

interface Asked {
  readonly question: PowerQuestion;
  readonly excluded: "with" | "without";
  /** Whether a number of seeds asks about a design that need not be registered anywhere. */
  readonly isUnregistered: boolean;
}

async function printCurve(
  { print, connect }: CommandContext,
  given: Given,
  { question, excluded, isUnregistered }: Asked,
): Promise<void> {
  const { powerCurveText } = await import("../tables/power-curve-text.js");
  const options = {
    columns: print.settings.columns,
    bold: (text: string) => print.style("bold", text),
  };
  if (isUnregistered) {
    const { planPowerCurve } = await import("@holdfast/api/local");
    const curve = await planPowerCurve(question);
    print.document(curve);
    print.text(powerCurveText(null, { sentences: [], curve }, options));
    return;
  }
  const { identityGiven } = await import("../identity-given.js");
  const client = await connect();
  const identity = await identityGiven(client, given);
  const named = given.text("eval");
  const asked = named === undefined ? question : { ...question, eval: named };
  const answer = await client.powerCurve(identity, asked, { excluded });
  print.document(answer);
  if (print.settings.json) return;
  const { ablation } = await client.read(identity);
  print.text(powerCurveText(ablation, answer, options));
}

/** `holdfast power [NAME@VERSION]`. */
export const power: Command = {
  name: "power",
  summary: "what a design can and cannot resolve, and the cheapest that would",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: OPTIONS,
  examples: [
    "holdfast power advice@1 --effect 0.05",
    "holdfast power --seeds 3 --arms 8 --effect 0.05",
    "holdfast power advice@1 --curve --eval blackmail@1",
  ],
  run: async (context, given) => {
    const { print, connect } = context;
    const question = await questionGiven(given);
    const { target, excluded } = answerChoice(given);
    const isUnregistered = given.positionals.length === 0 && question.runs !== undefined;
    if (given.flag("curve") && target !== undefined)
      throw new UsageError(
        "a curve is about the target of the plan.",
        "Leave --target out, or leave --curve out for a table of either target.",
      );
    if (given.flag("curve")) return printCurve(context, given, { question, excluded, isUnregistered });
    if (given.text("eval") !== undefined)
      throw new UsageError(
        "--eval chooses the eval of a curve.",
        "Add --curve, or leave --eval out: the table has every eval.",
      );
    const { powerText } = await import("../tables/power-text.js");
    const { columns } = print.settings;
    const bold = (text: string) => print.style("bold", text);
    if (isUnregistered) {
      const { planPower } = await import("@holdfast/api/local");
      const plan = await planPower(question);
      print.document(plan);
      print.text(powerText(null, { sentences: plan.sentences, rows: [plan.row] }, { target, columns, bold }));
      return;
    }
    const { identityGiven } = await import("../identity-given.js");
    const client = await connect();
    const identity = await identityGiven(client, given);
    const answer = await client.power(identity, question, { excluded });
    print.document(answer);
    if (print.settings.json) return;
    const { ablation } = await client.read(identity);
    print.text(powerText(ablation, answer, { target, columns, bold }));
  },
};
