import { Choice, choiceOf } from "./choice.js";
import type { ViewInput } from "./view.js";

/** Chosen where no eval is singled out. */
export const EVERY_EVAL = "all";

interface EvalChoiceInput {
  readonly input: ViewInput;
  /** Evals that there is something of, in the order of the ablation. */
  readonly evals: readonly string[];
  readonly chosen: string;
}

/** The evals of an ablation that `has` holds for, in its order. */
export function evalsWith({ registration }: ViewInput, has: (id: string) => boolean): string[] {
  return registration.ablation.evals.map(({ id }) => id).filter(has);
}

/** The eval in the address; without one, all of them, or the first where one at a time is enough to take in. */
export function chosenEval({ query }: ViewInput, evals: readonly string[], isOneAtATime: boolean): string {
  const [first = EVERY_EVAL, ...rest] = isOneAtATime ? [...evals, EVERY_EVAL] : [EVERY_EVAL, ...evals];
  return choiceOf(query, "eval", [first, ...rest]);
}

/** A switch between the evals, by their titles; nothing where there is one alone. */
export function EvalChoice({ input, evals, chosen }: EvalChoiceInput) {
  const { registration, path, query } = input;
  if (evals.length < 2) return null;
  const title = (id: string) => registration.ablation.evals.find((one) => one.id === id)?.title ?? id;
  return (
    <Choice
      {...{ label: "Eval", name: "eval", chosen, path, query }}
      options={[{ value: EVERY_EVAL, text: "All" }, ...evals.map((id) => ({ value: id, text: title(id) }))]}
    />
  );
}
