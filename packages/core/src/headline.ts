import { z } from "zod";
import { VerdictWordSchema } from "./verdict.js";

/** What an ablation says in one line: the verdict and the sentence of the last analysis that was made of it. */
export const HeadlineSchema = z.strictObject({
  /** What became of the lead that tells most; null where none was followed to a later stage. */
  verdict: VerdictWordSchema.nullable(),
  sentence: z.string(),
  /** When it was made. */
  at: z.iso.datetime(),
  /** Evidence or plan changed since: the next analysis may say something else. */
  outdated: z.boolean(),
});
export type Headline = z.infer<typeof HeadlineSchema>;
