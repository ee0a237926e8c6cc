import { z } from "zod";

/** Where a lead stands among the looks that the plan registers, by the share of its planned runs that arrived. */
export const LookSchema = z.strictObject({
  /** 1 for the first planned look; the plan's number of looks once every planned run is here. */
  look: z.number().int().positive(),
  planned: z.number().int().positive(),
  /** Runs present over runs planned, arm and control together; 1 at most. */
  fraction: z.number().positive().max(1),
  /** What the rule allows to be spent up to this look (Lan-DeMets, after O'Brien and Fleming). */
  alphaSpent: z.number().nonnegative(),
  /** The p-value that one comparison alone would have to reach at this look. */
  criticalP: z.number().nonnegative(),
});
export type Look = z.infer<typeof LookSchema>;
