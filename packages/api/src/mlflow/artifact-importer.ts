import type { OutcomeRun } from "@holdfast/core";
import type { PlacedLine } from "../verbs/record-outcomes.js";

/** The training that a file was left by: what its lines leave out. */
export interface ImportedFor {
  readonly run: Pick<OutcomeRun, "arm" | "seed" | "branch" | "callerId">;
  readonly stage: string;
}

/** Reads outcomes out of files that runs leave. Adding a format is one such object, handed to the door. */
export interface ArtifactImporter {
  /** Whether a file of this path holds outcomes; its content is not looked at. */
  readonly recognises: (path: string) => boolean;
  /** The outcome lines in it, each with its place. Throws HoldfastError with file, line and key. */
  readonly read: (
    path: string,
    bytes: Uint8Array,
    by: ImportedFor,
  ) => Promise<readonly PlacedLine[]> | readonly PlacedLine[];
}
