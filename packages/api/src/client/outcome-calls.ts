import {
  type Condition,
  conditionKey,
  type EvidenceLevel,
  formatIdentity,
  type MixList,
  MixListSchema,
  type OutcomeHistory,
  OutcomeHistorySchema,
  type OutcomePage,
  OutcomePageSchema,
  parseIdentity,
  type RevisionAnswer,
  RevisionAnswerSchema,
  type RevisionList,
  RevisionListSchema,
  type SampleScorePage,
  SampleScorePageSchema,
} from "@holdfast/core";
import type { hc } from "hono/client";
import type { App } from "../app.js";
import { answerOf } from "./answer.js";
import { queryOf } from "./query-of.js";
import type { PageOptions } from "./run-calls.js";

/** Which outcomes are asked for. */
export interface OutcomeFilter extends PageOptions {
  readonly arm?: string;
  /** Key of the run: arm/seed/branch. */
  readonly run?: string;
  readonly seed?: number | "unknown";
  readonly stage?: string;
  readonly step?: number | "end";
  readonly eval?: string;
  readonly judge?: string;
  readonly metric?: string;
  /** The whole of it; {} for none. */
  readonly condition?: Condition;
  readonly level?: EvidenceLevel;
  /** Those that count, those that a correction replaced, or both; `current` without it. */
  readonly revisions?: "current" | "superseded" | "all";
  /** What was set aside: beside the rest, not at all, or alone; `with` without it. */
  readonly excluded?: "with" | "without" | "only";
}

/** What was recorded, as it was recorded, and what it was registered against. */
export interface OutcomeCalls {
  /** Outcomes by run, stage, step and what was measured. */
  outcomes(identity: string, filter?: OutcomeFilter): Promise<OutcomePage>;
  /** One revision of an outcome, with all revisions of the same key. */
  outcome(identity: string, outcomeId: string): Promise<OutcomeHistory>;
  /** What each sample scored, by the bytes of its id and by epoch. */
  scores(identity: string, outcomeId: string, page?: PageOptions): Promise<SampleScorePage>;
  /** The registration of an ablation and its amendments, oldest first. */
  revisions(identity: string): Promise<RevisionList>;
  /** One of them with its document, and what it changed. */
  revision(identity: string, revision: number): Promise<RevisionAnswer>;
  /** Which data every arm was given at every stage. */
  mixes(identity: string): Promise<MixList>;
}

/** @param api the operations below `/v1` of the server at `target` */
export function outcomeCalls(target: string, api: ReturnType<typeof hc<App>>["v1"]): OutcomeCalls {
  const one = api.ablations[":identity"];
  const at = (identity: string) => ({
    identity: encodeURIComponent(formatIdentity(parseIdentity(identity))),
  });
  const place = (identity: string, outcomeId: string) => ({
    param: { ...at(identity), outcomeId: encodeURIComponent(outcomeId) },
  });
  return {
    outcomes: async (identity, { condition, limit, seed, step, ...filter } = {}) => {
      const query = {
        ...filter,
        ...queryOf({ limit, seed, step }),
        ...(condition === undefined ? {} : { condition: conditionKey(condition) }),
      };
      return answerOf(target, OutcomePageSchema, one.outcomes.$get({ param: at(identity), query }));
    },
    outcome: async (identity, outcomeId) =>
      answerOf(target, OutcomeHistorySchema, one.outcomes[":outcomeId"].$get(place(identity, outcomeId))),
    scores: async (identity, outcomeId, { limit, cursor } = {}) =>
      answerOf(
        target,
        SampleScorePageSchema,
        one.outcomes[":outcomeId"].scores.$get({
          ...place(identity, outcomeId),
          query: queryOf({ limit, cursor }),
        }),
      ),
    revisions: async (identity) =>
      answerOf(target, RevisionListSchema, one.revisions.$get({ param: at(identity) })),
    revision: async (identity, revision) =>
      answerOf(
        target,
        RevisionAnswerSchema,
        one.revisions[":revision"].$get({ param: { ...at(identity), revision: String(revision) } }),
      ),
    mixes: async (identity) => answerOf(target, MixListSchema, one.mixes.$get({ param: at(identity) })),
  };
}
