import { z } from "zod";
import { FingerprintSchema } from "./fingerprint.js";
import { WarningSchema } from "./warning.js";

/** What every answer to a question carries, besides its findings. */
export const answerHead = {
  ablation: z.string(),
  /** Fingerprint of ablation and evidence together. */
  inputsFingerprint: FingerprintSchema,
  /** True when what was set aside took part too. */
  includesExcluded: z.boolean(),
  /** The findings in plain words, never stronger than their numbers; the summary first. */
  sentences: z.array(z.string()),
  warnings: z.array(WarningSchema),
};
