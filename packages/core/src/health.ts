import { z } from "zod";

/** The state of a service and of the database behind it. */
export const HealthSchema = z.strictObject({
  status: z.literal("ok"),
  /** Which database, for people; never with a password. */
  database: z.string(),
  engine: z.enum(["pglite", "postgres"]),
  serverVersion: z.string(),
  migrations: z.strictObject({
    applied: z.number().int().nonnegative(),
    known: z.number().int().nonnegative(),
  }),
});
export type Health = z.infer<typeof HealthSchema>;
