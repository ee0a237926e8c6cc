import { z } from "zod";

/** How a training stands. */
export const RunStatusSchema = z.enum(["running", "finished", "failed", "killed"]);
export type RunStatus = z.infer<typeof RunStatusSchema>;

/** How a run stands, as the newest statement about it says. */
export const RunStateSchema = z.strictObject({
  status: RunStatusSchema,
  /** The earliest start that was stated; a run that is resumed keeps it. */
  startedAt: z.iso.datetime().nullable(),
  /** null while it runs, or where nobody said. */
  endedAt: z.iso.datetime().nullable(),
  /** When it was so. */
  at: z.iso.datetime(),
});
export type RunState = z.infer<typeof RunStateSchema>;
