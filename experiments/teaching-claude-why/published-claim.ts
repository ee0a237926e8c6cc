import type { Claim, ClaimContrast } from "@holdfast/core";

/** Where a claim stands: in the research post, in its technical version, or in both. */
export const POST = "Teaching Claude Why, post";
export const TECHNICAL = "Teaching Claude Why, technical version";
export const BOTH = "Teaching Claude Why, post and technical version";

/** The contrast: arm minus control on one eval at one stage. */
export function lead(arm: string, evalId: string, stage: string): ClaimContrast {
  return { question: "lead", arm, eval: evalId, stage };
}

/** The contrast: the arm's own rate on one eval at one stage. */
export function level(arm: string, evalId: string, stage: string): ClaimContrast {
  return { question: "level", arm, eval: evalId, stage };
}

/** The contrast: how much of the arm's lead is left between supervised fine-tuning and the end of RL. */
export function kept(arm: string, evalId: string): ClaimContrast {
  return { question: "retention", arm, eval: evalId, from: "sft", to: "rl" };
}

/** A claim of a publication; `contrast` is null where no registered contrast could show it. */
export function claim(
  id: string,
  text: string,
  source: string,
  contrast: ClaimContrast | null,
  note?: string,
): Claim {
  return { id, text, source, contrast, ...(note === undefined ? {} : { note }) };
}
