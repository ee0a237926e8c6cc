import { z } from "zod";

/** An int64 of protobuf: a number, or a text of digits. Beyond 2^53 nothing here can count. */
export const int64 = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d{1,19}$/)
      .transform(Number),
  ])
  .refine(Number.isSafeInteger, "expected a whole number within 2^53");

/** A double of protobuf: a number, or the name of one that JSON does not have. */
export const double = z.union([
  z.number(),
  z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?([eE][-+]?\d+)?$/)
    .transform(Number),
]);

/** Keys of metrics, parameters and tags: MLflow's characters, and the colon of its later versions. */
export const entityKey = z
  .string()
  .min(1)
  .max(250)
  .regex(/^[/\p{L}\p{N}_.\- :]+$/u, "a key has letters, digits and / _ . - : and spaces");

/** Keys of metrics: also `@`, so that one may be the `name@version` of an eval. */
export const metricKey = z
  .string()
  .min(1)
  .max(250)
  .regex(/^[/\p{L}\p{N}_.\- :@]+$/u, "a key has letters, digits and / _ . - : @ and spaces");

/** The longest value of a parameter or tag; MLflow itself cuts at 6000 and 8000. */
const LONGEST_VALUE = 64 * 1024;
const text = z.string().max(LONGEST_VALUE);

export const runId = z
  .string()
  .regex(/^[a-zA-Z0-9][\w-]{0,255}$/, "the id of a run has letters, digits, _ and -");

/** An object that names a run, with `fields` beside it; `inputOf` has put the older name of the id in its place. */
export function ofRun<S extends z.ZodRawShape>(fields: S) {
  return z.object({ run_id: runId, ...fields });
}

export const experimentId = z
  .union([z.number().int().transform(String), z.string()])
  .refine((id) => /^\d{1,15}$/.test(id), "expected the id of an experiment, such as 0")
  .transform(Number);

export const metric = z.object({ key: metricKey, value: double, timestamp: int64, step: int64.nullish() });
export const param = z.object({ key: entityKey, value: text });
export const tag = z.object({ key: z.string().min(1).max(250), value: text });

export const viewType = z
  .enum(["ACTIVE_ONLY", "DELETED_ONLY", "ALL"])
  .nullish()
  .transform((view) => (view === "DELETED_ONLY" ? "deleted" : view === "ALL" ? "all" : "active"));

/** A page of up to `most`; the token is the number of what came before. */
export function paging(most: number, usual: number) {
  return {
    max_results: int64
      .nullish()
      .transform((value) => value ?? usual)
      .refine((value) => value >= 1 && value <= most, `max_results is between 1 and ${most}`),
    page_token: z
      .string()
      .nullish()
      .transform((token) => offsetOf(token ?? ""))
      .refine((offset) => offset !== null, "Invalid page token, could not base64-decode")
      .transform((offset) => offset ?? 0),
  };
}

function offsetOf(token: string): number | null {
  if (token === "") return 0;
  const [, digits] = /^offset:(\d{1,15})$/.exec(Buffer.from(token, "base64url").toString("latin1")) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** The token of the page that begins at `offset`. */
export function pageToken(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString("base64url");
}
