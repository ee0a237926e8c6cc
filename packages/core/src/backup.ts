import { z } from "zod";
import { IdentityTextSchema } from "./identity.js";

/** What a backup says of itself: one archive for each ablation, with what each file must hash to. */
export const BackupSchema = z.strictObject({
  format: z.literal("holdfast-backup/1"),
  archives: z.array(
    z.strictObject({
      identity: IdentityTextSchema,
      /** Name of the file beside the manifest. */
      file: z.string().regex(/^[^/\\]+$/, "a file name without a folder"),
      sha256: z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits"),
      bytes: z.number().int().nonnegative(),
    }),
  ),
});
export type Backup = z.infer<typeof BackupSchema>;
