import type { ByteSource } from "../../bytes/byte-source.js";

/** A file of training data. */
export interface TrainingSource {
  /** Its path, for messages; its extension helps to tell the format. */
  readonly file: string;
  readonly bytes: ByteSource;
}
