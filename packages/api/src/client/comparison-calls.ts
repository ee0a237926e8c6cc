import {
  type ComparisonAnswer,
  ComparisonAnswerSchema,
  type Condition,
  conditionKey,
  formatIdentity,
  parseIdentity,
  type SampleDifferenceAnswer,
  SampleDifferenceAnswerSchema,
} from "@holdfast/core";
import type { hc } from "hono/client";
import type { App } from "../app.js";
import { answerOf } from "./answer.js";
import { queryOf } from "./query-of.js";
import type { PageOptions } from "./run-calls.js";

/** Which two sides are compared. */
export interface ComparisonQuestion {
  /** `arm:principles@sft`, `run:principles/0/0@rl:200`; see core's `parseComparisonSide`. */
  readonly a: string;
  readonly b: string;
  readonly excluded?: "without" | "with";
}

/** Which prompts are looked at. */
export interface SampleQuestion extends PageOptions {
  readonly arm: string;
  /** The arm's own control without it. */
  readonly control?: string;
  readonly eval: string;
  readonly metric?: string;
  /** The last stage that both arms were scored at without it. */
  readonly stage?: string;
  readonly step?: number | "end";
  readonly judge?: string;
  /** The whole of it; {} for none. */
  readonly condition?: Condition;
  readonly excluded?: "without" | "with";
}

/** Two sides against each other, as a whole and prompt by prompt. */
export interface ComparisonCalls {
  /** Any two arms, runs or checkpoints of an ablation against each other; always exploratory. */
  comparison(identity: string, question: ComparisonQuestion): Promise<ComparisonAnswer>;
  /** The prompts on which two arms differ most, a page of them. */
  sampleDifferences(identity: string, question: SampleQuestion): Promise<SampleDifferenceAnswer>;
}

/** @param api the operations below `/v1` of the server at `target` */
export function comparisonCalls(target: string, api: ReturnType<typeof hc<App>>["v1"]): ComparisonCalls {
  const one = api.ablations[":identity"];
  const at = (identity: string) => ({
    identity: encodeURIComponent(formatIdentity(parseIdentity(identity))),
  });
  return {
    comparison: async (identity, { a, b, excluded }) =>
      answerOf(
        target,
        ComparisonAnswerSchema,
        one.comparison.$get({
          param: at(identity),
          query: { a, b, ...(excluded === undefined ? {} : { excluded }) },
        }),
      ),
    sampleDifferences: async (identity, { arm, condition, eval: evalId, limit, step, ...rest }) =>
      answerOf(
        target,
        SampleDifferenceAnswerSchema,
        one["sample-differences"].$get({
          param: at(identity),
          query: {
            ...{ arm, eval: evalId, ...rest, ...queryOf({ limit, step }) },
            ...(condition === undefined ? {} : { condition: conditionKey(condition) }),
          },
        }),
      ),
  };
}
