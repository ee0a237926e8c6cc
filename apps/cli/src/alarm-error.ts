/** A watch ended in an alarm. What it is about was printed before. */
export class AlarmError extends Error {
  override readonly name = "AlarmError";
}
