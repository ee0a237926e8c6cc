import type { OutcomeHistory, OutcomeRecord, RevisionDocument, SampleScore } from "@holdfast/core";
import { readRevisionDocument } from "../ablation/revision-document.js";
import type { Transactions } from "../driver/transactions.js";
import { listOutcomes, type OutcomeQuestion } from "./list-outcomes.js";
import { listScores, readOutcome, type ScorePlace } from "./read-outcome.js";

/** What was recorded, as it was recorded, and what it was registered against. */
export interface OutcomeStore {
  /** By run, stage, step and what was measured; `next` is the id of the last of the page, or null at the end. */
  outcomes(
    identity: string,
    question: OutcomeQuestion,
  ): Promise<{ readonly outcomes: readonly OutcomeRecord[]; readonly next: string | null }>;
  /** One revision of an outcome, with all revisions of the same key. Throws `not-found`. */
  outcome(identity: string, outcomeId: string): Promise<OutcomeHistory>;
  /** What each sample scored, by the bytes of its id and by epoch. Throws `not-found`. */
  scores(
    identity: string,
    outcomeId: string,
    page: { readonly limit: number; readonly after?: ScorePlace | undefined },
  ): Promise<{ readonly scores: readonly SampleScore[]; readonly next: ScorePlace | null }>;
  /** The document of one revision of the ablation. Throws `not-found`. */
  revision(identity: string, revision: number): Promise<RevisionDocument>;
}

/** Outcomes over the transactions of a store. */
export function outcomeStore({ readOf }: Transactions): OutcomeStore {
  return {
    outcomes: (identity, question) =>
      readOf(identity, (session, ablationId) => listOutcomes(session, ablationId, question)),
    outcome: (identity, outcomeId) =>
      readOf(identity, (session, ablationId) => readOutcome(session, ablationId, outcomeId)),
    scores: (identity, outcomeId, page) =>
      readOf(identity, (session, ablationId) => listScores(session, ablationId, outcomeId, page)),
    revision: (identity, revision) =>
      readOf(identity, (session, ablationId) => readRevisionDocument(session, ablationId, revision)),
  };
}
