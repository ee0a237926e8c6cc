import { ERROR_CODES } from "@holdfast/core";
import { z } from "zod";

/** A file, or a range of it, that one thread measures at a time. */
export const WorkUnitSchema = z.strictObject({
  /** Where the file is. */
  path: z.string(),
  /** Its name, for messages. */
  file: z.string(),
  range: z.strictObject({ start: z.number(), end: z.number() }).nullable(),
  settings: z.strictObject({
    encoding: z.string().nullable(),
    nearSeed: z.number().nullable(),
    reasonsKey: z.string().nullable(),
  }),
});
export type WorkUnit = z.infer<typeof WorkUnitSchema>;

/** What is wrong with a file, as it crosses from one thread to another. */
export const WorkerFaultSchema = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  place: z.object({
    file: z.string().optional(),
    line: z.number().optional(),
    key: z.string().optional(),
  }),
  remedy: z.string().optional(),
});

/** What a thread answers: parts, and then that it is done; or what is wrong with the file, or with the program. */
export const WorkerAnswerSchema = z.discriminatedUnion("is", [
  z.object({ is: z.literal("part"), bytes: z.instanceof(Uint8Array<ArrayBuffer>) }),
  z.object({ is: z.literal("done") }),
  z.object({ is: z.literal("fault"), fault: WorkerFaultSchema }),
  z.object({ is: z.literal("failed"), message: z.string() }),
]);
export type WorkerAnswer = z.infer<typeof WorkerAnswerSchema>;
