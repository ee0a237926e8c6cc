import type { ByteSource } from "../bytes/byte-source.js";
import type { EvalLog } from "./eval-log.js";

/** A log and where it lies. */
export interface LogSource {
  /** Its path, for messages. */
  readonly file: string;
  readonly bytes: ByteSource;
  /** Does `use` with the bytes of another file of the same folder, where there is one. A format of one file needs none. */
  readonly beside?: <T>(name: string, use: (bytes: ByteSource) => Promise<T>) => Promise<T | undefined>;
}

export interface LogOptions {
  /** The key of sample metadata that names the scenario family; null where prompts are independent. */
  readonly cluster: string | null;
}

/** Reads the logs of one harness. Adding one is one such object in one file, and its line in the registry. */
export interface LogImporter {
  readonly format: string;
  /** What the format looks like, for the message when nothing recognises a file. */
  readonly looks: string;
  /** Whether it is such a log, by its content; a damaged one still is. */
  readonly recognises: (bytes: ByteSource) => Promise<boolean>;
  /** Reads it, memory flat. @throws HoldfastError with file and key for what cannot be read; it is refused whole */
  readonly read: (source: LogSource, options: LogOptions) => Promise<EvalLog>;
}
