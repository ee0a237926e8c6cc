import type { PowerQuestion } from "@holdfast/core";

/** What each number is called on the command line. */
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

const KEYS = Object.keys(OPTION_OF).filter((key): key is keyof PowerQuestion => key in OPTION_OF);

/** The same question on a command line; without an ablation it needs the number of runs. */
export function powerCommand(identity: string | null, question: PowerQuestion, runs: number): string {
  const asked: PowerQuestion = identity === null ? { ...question, runs } : question;
  const options = KEYS.flatMap((key) => {
    const value = asked[key];
    return value === undefined ? [] : [`--${OPTION_OF[key]} ${value}`];
  });
  return ["holdfast power", ...(identity === null ? [] : [identity]), ...options].join(" ");
}

/** The prices that a search was made with, in words. */
export function pricesText({
  costPerRun = 1000,
  costPerPrompt = 1,
  costPerScore = 0.01,
}: PowerQuestion): string {
  return `${costPerRun} for a run, ${costPerPrompt} for a prompt and ${costPerScore} for a score`;
}
