import { z } from "zod";

/** What became of a batch of outcomes: acknowledged only after it was committed. */
export const ReceiptSchema = z.strictObject({
  outcomes: z.number().int().nonnegative(),
  /** Scores (or counts, summaries, points) that were new. */
  added: z.number().int().nonnegative(),
  /** What was there already with the same value. */
  recognised: z.number().int().nonnegative(),
  corrected: z.number().int().nonnegative(),
});
export type Receipt = z.infer<typeof ReceiptSchema>;

/** The sum of two receipts. */
export function addReceipts(a: Receipt, b: Receipt): Receipt {
  return {
    outcomes: a.outcomes + b.outcomes,
    added: a.added + b.added,
    recognised: a.recognised + b.recognised,
    corrected: a.corrected + b.corrected,
  };
}

/** The answer to restoring an archive. */
export const RestoredSchema = z.strictObject({ identity: z.string(), receipt: ReceiptSchema });
export type Restored = z.infer<typeof RestoredSchema>;
