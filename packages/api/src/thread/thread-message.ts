import type { ErrorCode, ErrorPlace, Evidence, Exclusion, Intervention, Registration } from "@holdfast/core";
import type {
  Actor,
  CoverageRow,
  EvidenceQuestion,
  HeadlineState,
  KeptHeadline,
  OutcomeQuestion,
  OutcomeStore,
} from "@holdfast/store";

/** What the thread asks of the store, which stays with the server. */
export type StoreQuestion =
  | {
      readonly ask: "registration" | "coverage" | "exclusions" | "interventions";
      readonly identity: string;
    }
  | { readonly ask: "evidence"; readonly identity: string; readonly question: EvidenceQuestion | null }
  | { readonly ask: "outcomes"; readonly identity: string; readonly question: OutcomeQuestion }
  | { readonly ask: "headlineState"; readonly identity: string; readonly now: Date }
  | { readonly ask: "keepHeadline"; readonly identity: string; readonly headline: KeptHeadline }
  | { readonly ask: "cachedAnalysis"; readonly identity: string; readonly key: string }
  | {
      readonly ask: "cacheAnalysis";
      readonly identity: string;
      readonly key: string;
      readonly analysis: string;
      readonly actor: Actor;
    };

/** What the store says, under the name of what it was asked. */
export type StoreAnswer =
  | { readonly ask: "registration"; readonly value: Registration }
  | { readonly ask: "evidence"; readonly value: Evidence }
  | { readonly ask: "outcomes"; readonly value: Awaited<ReturnType<OutcomeStore["outcomes"]>> }
  | { readonly ask: "coverage"; readonly value: readonly CoverageRow[] }
  | { readonly ask: "exclusions"; readonly value: readonly Exclusion[] }
  | { readonly ask: "interventions"; readonly value: readonly Intervention[] }
  | { readonly ask: "headlineState"; readonly value: HeadlineState }
  | { readonly ask: "keepHeadline"; readonly value: null }
  | { readonly ask: "cachedAnalysis"; readonly value: string | null }
  | { readonly ask: "cacheAnalysis"; readonly value: null };

/** A fault as it crosses between threads, where classes are lost; without a code it is one that nobody foresaw. */
export interface CarriedFault {
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly place: ErrorPlace;
  readonly remedy: string | null;
  readonly retryAfterSeconds: number | null;
  readonly stack: string | null;
}

/** From the server to the thread. */
export type ToThread =
  | {
      readonly kind: "request";
      readonly id: number;
      readonly url: string;
      readonly headers: readonly (readonly [string, string])[];
    }
  | { readonly kind: "stored"; readonly id: number; readonly answer: StoreAnswer }
  | { readonly kind: "refused"; readonly id: number; readonly fault: CarriedFault }
  | { readonly kind: "end" };

/** From the thread to the server. */
export type FromThread =
  | {
      readonly kind: "response";
      readonly id: number;
      readonly status: number;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: ArrayBuffer;
    }
  | { readonly kind: "failed"; readonly id: number; readonly fault: CarriedFault }
  | { readonly kind: "store"; readonly id: number; readonly question: StoreQuestion }
  | { readonly kind: "unforeseen"; readonly fault: CarriedFault };
