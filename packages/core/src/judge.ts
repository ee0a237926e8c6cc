import { z } from "zod";

/** Who scored: a rule by its name, or a model with the fingerprint of its prompt. */
export const JudgeSchema = z.union([
  z.string().min(1).max(200),
  z.strictObject({ model: z.string().min(1).max(200), promptSha: z.string().min(1).max(100) }),
]);
export type Judge = z.infer<typeof JudgeSchema>;

/** The judge of an outcome that names none. */
export const DEFAULT_JUDGE = "rule";

/** The key by which judges are equal: outcomes of different judges never mix. */
export function judgeKey(judge: Judge): string {
  return typeof judge === "string" ? judge : `${judge.model}#${judge.promptSha}`;
}
