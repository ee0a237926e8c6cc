import { z } from "zod";

const seconds = z.number().nonnegative().optional();

/**
 * The database server that an answering thread asks itself, so that neither the evidence nor a document of megabytes
 * passes through the thread that takes requests; null: it asks that thread, which alone has the embedded database.
 */
export const WorkerDatabaseSchema = z
  .strictObject({
    url: z.string(),
    limits: z.strictObject({
      connectTimeout: seconds,
      statementTimeout: seconds,
      lockTimeout: seconds,
    }),
  })
  .nullable();
export type WorkerDatabase = z.infer<typeof WorkerDatabaseSchema>;
