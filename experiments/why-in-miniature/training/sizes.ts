import type { Shape } from "../network/weights.js";

/** One stage of reading: how much, and how far a step may go. */
export interface ReadingSize {
  /** Words that are read. */
  readonly tokens: number;
  readonly batchTokens: number;
  readonly learningRate: number;
}

/** How large everything is. The times in README.md belong to these numbers. */
export interface Sizes {
  readonly shape: Omit<Shape, "words">;
  readonly base: ReadingSize;
  readonly sdf: ReadingSize;
  readonly sft: ReadingSize;
  readonly rl: {
    readonly steps: number;
    /** Tasks a step. */
    readonly tasks: number;
    readonly learningRate: number;
    readonly checkpointEvery: number;
  };
  /** Prompts an eval, and how often each is asked at a checkpoint. */
  readonly prompts: number;
  readonly epochs: number;
}

/** A gradient longer than this is shortened to it, at every stage. */
export const CLIP = 1;

const shape = { embedding: 40, hidden: 40 };

/** The form that is registered and committed. */
export const FULL: Sizes = {
  shape,
  base: { tokens: 800_000, batchTokens: 250, learningRate: 7e-3 },
  sdf: { tokens: 40_000, batchTokens: 250, learningRate: 1e-3 },
  sft: { tokens: 30_000, batchTokens: 250, learningRate: 3e-4 },
  rl: { steps: 60, tasks: 24, learningRate: 5e-4, checkpointEvery: 6 },
  prompts: 40,
  epochs: 2,
};

/** The form for a first look, and for tests. */
export const QUICK: Sizes = {
  ...FULL,
  base: { ...FULL.base, tokens: 400_000 },
  sdf: { ...FULL.sdf, tokens: 15_000 },
  sft: { ...FULL.sft, tokens: 15_000 },
  rl: { ...FULL.rl, steps: 20, checkpointEvery: 2 },
  prompts: 24,
};
