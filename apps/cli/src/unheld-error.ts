/** A check ran to its end, and not everything holds. What does not was printed before. */
export class UnheldError extends Error {
  override readonly name = "UnheldError";
}
