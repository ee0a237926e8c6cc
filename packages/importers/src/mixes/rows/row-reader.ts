import { isHoldfastError } from "@holdfast/core";
import type { ByteSource } from "../../bytes/byte-source.js";
import { rowFault } from "./row-fault.js";
import type { RowContent, RowOptions, TrainingRow } from "./training-row.js";
import type { TrainingSource } from "./training-source.js";

/** What a file looks like, before it is read. */
export interface FileLook {
  /** Its first bytes, unpacked: up to 64 KiB. */
  readonly head: Buffer;
  /** Whether `head` is all of it. */
  readonly isAll: boolean;
  /** In lower case, without `.gz` and `.zst`; empty where there is none. */
  readonly extension: string;
}

/** A part of a file, as {@link RowOptions.range} takes it. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
  /** Bytes of the file that it stands for. */
  readonly bytes: number;
  /** Rows or lines before it; null where nobody counted them. */
  readonly linesBefore: number | null;
}

/** Reads one format of training data. */
export interface RowReader {
  readonly format: string;
  readonly recognises: (look: FileLook) => boolean;
  /** Cuts an unpacked file into ranges of about so many bytes that can be read apart; null where it cannot. */
  readonly rangesOf: ((bytes: ByteSource, about: number) => Promise<readonly RowRange[]>) | null;
  readonly read: (source: TrainingSource, options: RowOptions) => AsyncGenerator<readonly TrainingRow[]>;
}

/** The row of a file, or undefined where it is left out. @throws HoldfastError where nobody takes what is left out */
export function rowAt(
  source: TrainingSource,
  line: number,
  options: RowOptions,
  contentOf: () => RowContent,
): TrainingRow | undefined {
  try {
    return { file: source.file, line, ...contentOf() };
  } catch (error) {
    if (!isHoldfastError(error) && !(error instanceof RangeError)) throw error;
    // the stack ends where lists lie in lists many thousand times
    const known = isHoldfastError(error) ? error : rowFault("the row is nested too deeply.", "Leave it out.");
    const fault = known.at({ file: source.file, line });
    if (options.leaveOut === undefined) throw fault;
    options.leaveOut(fault);
    return undefined;
  }
}
