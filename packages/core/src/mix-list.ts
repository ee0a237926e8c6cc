import { z } from "zod";
import type { Ablation } from "./ablation.js";
import { MixSchema, tokensOf } from "./mix.js";
import { NameSchema, UNKNOWN } from "./name.js";

/** The mix of one arm at one stage. */
export const ArmMixSchema = z.strictObject({
  arm: NameSchema,
  stage: NameSchema,
  /** Tokens over all epochs of all components; `unknown` as soon as one of them does not say. */
  tokens: z.union([z.number().nonnegative(), z.literal(UNKNOWN)]),
  mix: MixSchema,
});
export type ArmMix = z.infer<typeof ArmMixSchema>;

/** The mixes of an ablation: stages and arms in the order of its document. */
export const MixListSchema = z.strictObject({
  /** The revision of the document they are of. */
  revision: z.number().int().positive(),
  mixes: z.array(ArmMixSchema),
});
export type MixList = z.infer<typeof MixListSchema>;

/** Which data every arm was given at every stage; arms that were given none at a stage are left out there. */
export function mixesOf(ablation: Ablation): ArmMix[] {
  return ablation.stages.flatMap(({ name: stage }) =>
    ablation.arms.flatMap(({ name: arm, mixes }) => {
      const mix = mixes[stage];
      return mix === undefined ? [] : [{ arm, stage, tokens: tokensOf(mix), mix }];
    }),
  );
}
