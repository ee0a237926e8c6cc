import { z } from "zod";
import { ERROR_CODES } from "./errors.js";

/** A fault on the wire: problem details (RFC 9457) with the code, place and remedy of a HoldfastError. */
export const ProblemSchema = z.strictObject({
  /** Identifies the kind of problem. */
  type: z.string(),
  title: z.string(),
  /** The HTTP status. */
  status: z.number().int(),
  /** What is wrong, as a sentence. */
  detail: z.string(),
  code: z.enum(ERROR_CODES),
  place: z.strictObject({
    file: z.string().optional(),
    line: z.number().int().optional(),
    key: z.string().optional(),
  }),
  /** What to do next; null where nothing is known. */
  remedy: z.string().nullable(),
  /** The id of the request, as in the header `x-request-id` and in the log of the server. */
  requestId: z.string().optional(),
  /** The same as a URI, as RFC 9457 names it. */
  instance: z.string().optional(),
});
export type Problem = z.infer<typeof ProblemSchema>;
