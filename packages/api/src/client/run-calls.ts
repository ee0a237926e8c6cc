import {
  type CheckpointRegistered,
  CheckpointRegisteredSchema,
  type CheckpointStatementInput,
  formatIdentity,
  parseIdentity,
  type RunLineage,
  RunLineageSchema,
  type RunPage,
  RunPageSchema,
  type RunRegistered,
  RunRegisteredSchema,
  type RunStatementInput,
  type RunStatus,
} from "@holdfast/core";
import type { hc } from "hono/client";
import type { App } from "../app.js";
import { answerOf } from "./answer.js";
import { queryOf } from "./query-of.js";
import { refuseNonFinite } from "./refuse-non-finite.js";

/** How a list is read page by page. */
export interface PageOptions {
  /** The most that one page holds. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly cursor?: string;
}

/** Which runs are asked for. */
export interface RunFilter extends PageOptions {
  readonly arm?: string;
  readonly seed?: number | "unknown";
  /** It has a checkpoint of this stage. */
  readonly stage?: string;
  /** Found in its key, its caller's id, its recipe or its environment, whatever the case of letters. */
  readonly text?: string;
  readonly hasOutcomes?: boolean;
  /** `unknown`: nobody said how it stands. */
  readonly status?: RunStatus | "unknown";
  /** `only`: those that were set aside; `without`: all others. */
  readonly excluded?: "only" | "without";
}

/** Runs and checkpoints in themselves, with or without outcomes. */
export interface RunCalls {
  /** Runs by arm, seed and branch, with their lineage. */
  runs(identity: string, filter?: RunFilter): Promise<RunPage>;
  /** One run with everything that happened in its life; `run` is its key, arm/seed/branch. */
  run(identity: string, run: string): Promise<RunLineage>;
  /** Registers a run before any outcome of it, or says how it stands; the same again is no change. */
  registerRun(identity: string, statement: RunStatementInput): Promise<RunRegistered>;
  /** Registers a checkpoint before any outcome of it, with its run; the same again is no change. */
  registerCheckpoint(identity: string, statement: CheckpointStatementInput): Promise<CheckpointRegistered>;
}

/** @param api the operations below `/v1` of the server at `target` */
export function runCalls(target: string, api: ReturnType<typeof hc<App>>["v1"]): RunCalls {
  const one = api.ablations[":identity"];
  const at = (identity: string) => ({
    identity: encodeURIComponent(formatIdentity(parseIdentity(identity))),
  });
  return {
    runs: async (identity, { hasOutcomes, ...filter } = {}) => {
      const wanted =
        hasOutcomes === undefined ? {} : ({ hasOutcomes: hasOutcomes ? "true" : "false" } as const);
      const query = { ...queryOf(filter), ...wanted };
      return answerOf(target, RunPageSchema, one.runs.$get({ param: at(identity), query }));
    },
    run: async (identity, run) => {
      const param = { ...at(identity), run: encodeURIComponent(run) };
      return answerOf(target, RunLineageSchema, one.runs[":run"].$get({ param }));
    },
    registerRun: async (identity, statement) => {
      const request = { param: at(identity), json: refuseNonFinite(statement) };
      return answerOf(target, RunRegisteredSchema, one.runs.$post(request));
    },
    registerCheckpoint: async (identity, statement) => {
      const request = { param: at(identity), json: refuseNonFinite(statement) };
      return answerOf(target, CheckpointRegisteredSchema, one.checkpoints.$post(request));
    },
  };
}
