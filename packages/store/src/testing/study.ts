import {
  type Ablation,
  type AblationInput,
  ablationIdentity,
  defineAblation,
  type Outcome,
  type OutcomeLineInput,
  OutcomeLineSchema,
  outcomesOf,
} from "@holdfast/core";
import type { Actor } from "../actor.js";
import type { Store } from "../store.js";

/** Who writes in the contract, and when: no clock. */
export const ACTOR: Actor = { name: "tester", at: new Date("2026-03-01T12:00:00.123Z") };

/** A small ablation of that name: two arms, three stages, a binary and a graded eval. */
export function study(name: string, changes: Partial<AblationInput> = {}): Ablation {
  return defineAblation({
    name,
    version: "1",
    title: `Study ${name}`,
    question: "Does the contract hold?",
    baseModel: "base-7b",
    arms: [{ name: "control" }, { name: "treated" }],
    control: "control",
    stages: [{ name: "base" }, { name: "sft" }, { name: "rl" }],
    evals: [
      {
        id: "honeypot@1",
        role: "target",
        metrics: [
          { name: "score", direction: "lower-is-better", scale: { kind: "binary" } },
          {
            name: "severity",
            direction: "lower-is-better",
            scale: { kind: "graded", lower: -10, upper: 10 },
          },
        ],
      },
      {
        id: "capability@2",
        role: "guardrail",
        metrics: [
          { name: "score", direction: "higher-is-better", scale: { kind: "graded", lower: 0, upper: 100 } },
        ],
      },
    ],
    ...changes,
  });
}

/** A line about the treated arm, seed 1, at the end of sft on the honeypot, unless it says otherwise. */
export type LineAbout = Partial<OutcomeLineInput>;

/** Outcomes from lines that state only what matters to a case. */
export function outcomes(...lines: readonly LineAbout[]): Outcome[] {
  return lines.flatMap((line) =>
    outcomesOf(
      OutcomeLineSchema.parse({ arm: "treated", seed: 1, stage: "sft", eval: "honeypot@1", ...line }),
    ),
  );
}

/** Scores of samples `p0`, `p1`, ... at epoch 0, in clusters of two. */
export function scores(...score: readonly (number | null)[]): NonNullable<OutcomeLineInput["samples"]> {
  return {
    id: score.map((_, index) => `p${index}`),
    cluster: score.map((_, index) => `c${Math.floor(index / 2)}`),
    score: [...score],
  };
}

/** Registers a study and gives its identity and a short way to record. */
export async function registered(store: Store, name: string, changes: Partial<AblationInput> = {}) {
  const ablation = study(name, changes);
  await store.register(ablation, ACTOR, { retrospective: false });
  const identity = ablationIdentity(ablation);
  return {
    ablation,
    identity,
    record: (...lines: readonly LineAbout[]) => store.record(identity, outcomes(...lines), ACTOR),
  };
}

/** The error that a promise rejects with, as what a caller sees of it. */
export async function refusal(promise: Promise<unknown>): Promise<{
  readonly code: unknown;
  readonly message: string;
  readonly key: unknown;
  readonly remedy: unknown;
}> {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const place: unknown = Reflect.get(error, "place");
    const key: unknown = typeof place === "object" && place !== null ? Reflect.get(place, "key") : undefined;
    return {
      code: Reflect.get(error, "code"),
      message: error.message,
      key,
      remedy: Reflect.get(error, "remedy"),
    };
  }
  throw new Error("nothing was refused");
}

/** The lines of an archive. */
export async function archiveOf(store: Store, identity: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of store.exportArchive(identity)) lines.push(line);
  return lines;
}

/** Lines as a stream. */
export async function* streamOf(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

/** A small generator of numbers in [0, 1) from a seed (xorshift32, Marsaglia 2003). */
export function seeded(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
