import { type Condition, conditionKey } from "@holdfast/core";

/** What an outcome is about: its checkpoint, and what was measured by whom. */
export interface About {
  /** Key of the run. */
  readonly run: string;
  readonly stage: string;
  /** null: the end of the stage. */
  readonly step: number | null;
  readonly eval: string;
  readonly metric: string;
  readonly judge: string;
  readonly condition: Condition;
}

/** The same text for the same: outcomes of two logs, or of a log and the database, are compared by it. */
export function aboutText({ run, stage, step, eval: of, metric, judge, condition }: About): string {
  return JSON.stringify([run, stage, step, of, metric, judge, conditionKey(condition)]);
}

/** For people: `control/3/0 rl blackmail@1 score`. */
export function aboutWords(text: string): string {
  const parts: unknown = JSON.parse(text);
  if (!Array.isArray(parts)) return text;
  return parts
    .slice(0, 5)
    .filter((part) => part !== null)
    .join(" ");
}
