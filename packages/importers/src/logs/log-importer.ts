import type { Eval } from "@holdfast/core";
import type { MappingRule } from "../binding/mapping.js";
import type { ByteSource } from "../bytes/byte-source.js";
import type { EvalLog } from "./eval-log.js";

/** A log and where it lies. */
export interface LogSource {
  /** Its path, for messages. */
  readonly file: string;
  readonly bytes: ByteSource;
  /** Does `use` with the bytes of another file of the same folder, where there is one. A format of one file needs none. */
  readonly beside?: <T>(name: string, use: (bytes: ByteSource) => Promise<T>) => Promise<T | undefined>;
  /**
   * Does `use` with the file of this name in each folder beside the log's own that `isOne` takes, by the names of the
   * folders.
   */
  readonly inFoldersBeside?: <T>(
    name: string,
    isOne: (folder: string) => boolean,
    use: (bytes: ByteSource, folder: string) => Promise<T>,
  ) => Promise<readonly T[]>;
}

export interface LogOptions {
  /** The key of sample metadata that names the scenario family; null where prompts are independent. */
  readonly cluster: string | null;
  /** Whether to count the values of sample metadata, of which one key may name the families. */
  readonly countsFamilies?: boolean;
  /** The rules of a mapping: those with `columns` say how a table is read, and a table that none of them fits is not. */
  readonly mapping?: readonly MappingRule[];
  /** The evals of the ablation, by which logged metrics are known for outcomes; without them no metric is one. */
  readonly evals?: readonly Eval[];
}

/** Reads the logs of one harness. Adding one is one such object in one file, and its line in the registry. */
export interface LogImporter {
  readonly format: string;
  /** What the format looks like, for the message when nothing recognises a file. */
  readonly looks: string;
  /** Whether it is such a log, by its content; a damaged one still is. `about` is there where a mapping may say so too. */
  readonly recognises: (
    bytes: ByteSource,
    about?: { readonly file: string; readonly options: LogOptions },
  ) => Promise<boolean>;
  /** Reads it, memory flat. @throws HoldfastError with file and key for what cannot be read; it is refused whole */
  readonly read: (source: LogSource, options: LogOptions) => Promise<EvalLog>;
  /** Where one file may hold several logs (runs, arms): each of them, with its `part`. `read` then reads a file of one. */
  readonly readAll?: (source: LogSource, options: LogOptions) => Promise<readonly EvalLog[]>;
}
