import { z } from "zod";
import { IdentityTextSchema } from "./identity.js";

const BackedUpFileSchema = z.strictObject({
  /** Name of the file beside the manifest. */
  file: z.string().regex(/^[^/\\]+$/, "a file name without a folder"),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits"),
  bytes: z.number().int().nonnegative(),
});

/** What a backup says of itself: one archive for each ablation, with what each file must hash to. */
export const BackupSchema = z.strictObject({
  /** The second format is the first with an inbox; a backup without one is of the first. */
  format: z.enum(["holdfast-backup/1", "holdfast-backup/2"]),
  archives: z.array(z.strictObject({ identity: IdentityTextSchema, ...BackedUpFileSchema.shape })),
  /** Logs that wait for a binding, one a line; absent where there are none. */
  inbox: z.strictObject({ logs: z.number().int().positive(), ...BackedUpFileSchema.shape }).optional(),
});
export type Backup = z.infer<typeof BackupSchema>;
