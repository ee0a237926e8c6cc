import { z } from "zod";

/** Durability in one word; each is defined by a test. */
export const VerdictWordSchema = z.enum(["amplified", "retained", "partly-retained", "lost", "inconclusive"]);
export type VerdictWord = z.infer<typeof VerdictWordSchema>;

/** A verdict, the reason where it needs one, and what else a reader must see beside it. */
export const VerdictSchema = z.strictObject({
  /** null when there is no verdict to give (a harm). */
  word: VerdictWordSchema.nullable(),
  reason: z.string().nullable(),
  flags: z.array(
    z.enum([
      "emerged-in-rl",
      "reversed",
      "harm",
      "no-lead-to-retain",
      "condition-change",
      "judge-change",
      "scales-disagree",
    ]),
  ),
});
export type Verdict = z.infer<typeof VerdictSchema>;
