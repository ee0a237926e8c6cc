import type { Ablation, BindingTags, OutcomeRun } from "@holdfast/core";
import type { PlacedLine } from "../verbs/record-outcomes.js";

/** The training that a file was left by: what its lines leave out. */
export interface ImportedFor {
  /** `name@version`. */
  readonly identity: string;
  readonly ablation: Ablation;
  readonly run: Pick<OutcomeRun, "arm" | "seed" | "branch" | "callerId">;
  readonly stage: string;
  /** What the tags of the run say of its evals. */
  readonly tags: Pick<BindingTags, "condition" | "evals" | "metric" | "cluster">;
  /** MLflow's id of the run. */
  readonly runId: string;
  /** Whether the run has ended, so that no file that belongs to this one is still to come. */
  readonly isOver: boolean;
}

/** A file of a run, read in pieces. */
export interface ArtifactFile {
  /** Inside the run's folder. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer only at the end. */
  readonly read: (offset: number, length: number) => Promise<Buffer>;
  /** Does `use` with another file of the same folder, where there is one. */
  readonly beside: <T>(name: string, use: (file: ArtifactFile) => Promise<T>) => Promise<T | undefined>;
}

/** The outcomes of a file, and what of it is not among them, in sentences. */
export interface ImportedFile {
  readonly lines: readonly PlacedLine[];
  readonly leftOut: readonly string[];
}

/** Reads outcomes out of files that runs leave. Adding a format is one such object, handed to the door. */
export interface ArtifactImporter {
  /** Whether a file of this name may hold outcomes. */
  readonly recognises: (path: string) => boolean;
  /** The file that this one completes, where it is a part of one. */
  readonly completes?: (path: string) => string | null;
  /**
   * The outcome lines in it, each with its place; null where its content holds none, or awaits another file. Throws
   * HoldfastError with file, line and key.
   */
  readonly read: (file: ArtifactFile, by: ImportedFor) => Promise<ImportedFile | null>;
}
