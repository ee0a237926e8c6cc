import { z } from "zod";

const count = z.number().int().nonnegative();

/** What became of one segment of a spool. */
export const ReplayedSegmentSchema = z.strictObject({
  file: z.string(),
  /**
   * `done`: recorded and put away. `open`: recorded as far as it goes, its writer still lives. `waiting`: left where it
   * is, for the reason given.
   */
  state: z.enum(["done", "open", "waiting"]),
  /** Records that are with Holdfast now. */
  records: count,
  /** Records that were refused or damaged, kept in `rejected/` with their reasons. */
  rejected: count,
  /** Whether the last line was cut off, as by the end of its process. */
  isCut: z.boolean(),
  reason: z.string().nullable(),
});
export type ReplayedSegment = z.infer<typeof ReplayedSegmentSchema>;

/** The answer of `holdfast replay`. */
export const ReplayReportSchema = z.strictObject({
  directory: z.string(),
  segments: z.array(ReplayedSegmentSchema),
  records: count,
  rejected: count,
});
export type ReplayReport = z.infer<typeof ReplayReportSchema>;
