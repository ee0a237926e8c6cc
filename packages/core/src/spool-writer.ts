import { z } from "zod";

/** What the first line of a segment says of the process that writes it. */
export const SpoolWriterSchema = z.object({
  host: z.string().optional(),
  pid: z.number().int().positive().optional(),
  /** Which start of the system it ran under, where that is known. */
  boot: z.string().nullish(),
});
export type SpoolWriter = z.infer<typeof SpoolWriterSchema>;
