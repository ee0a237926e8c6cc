/** Bytes that hold outcomes, and what to call them in messages. */
export interface OutcomeSource {
  /** File name for messages; left out where there is no file, as in a request body. */
  readonly file?: string;
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}
