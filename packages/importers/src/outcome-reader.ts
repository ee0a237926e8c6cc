import type { OutcomeLine } from "@holdfast/core";
import type { OutcomeSource } from "./outcome-source.js";

/** One outcome line and where it was read. */
export interface LocatedLine {
  /** 1-based line of the file; the first, where several rows were gathered. */
  readonly line: number;
  readonly value: OutcomeLine;
  /** Where rows were gathered: the line of the file behind each sample, in the order of `samples.id`. */
  readonly rows: readonly number[] | null;
  /** Whether its author wrote columns, and knows them by their names. */
  readonly tabular: boolean;
}

export interface ReadLimits {
  /** The longest line, in bytes, that is held in memory. */
  readonly lineBytes: number;
  /** The most rows that are gathered into one line. */
  readonly gatheredRows: number;
}

/** 64 MiB a line (about a million scores), 10 thousand gathered rows. */
export const DEFAULT_READ_LIMITS: ReadLimits = { lineBytes: 64 * 1024 * 1024, gatheredRows: 10_000 };

/** Reads one file format. Adding a format is one such object in one file, and its line in the registry. */
export interface OutcomeReader {
  readonly format: string;
  /** What the format looks like, for the message when nothing recognises a file. */
  readonly looks: string;
  /** Whether a file that begins with `head` (decoded, no byte order mark, no leading blank lines) is of this format. */
  readonly recognises: (head: string) => boolean;
  /** Streams the lines, memory bounded by `limits`. @throws HoldfastError with file, line and key */
  readonly read: (source: OutcomeSource, limits: ReadLimits) => AsyncGenerator<LocatedLine>;
}
