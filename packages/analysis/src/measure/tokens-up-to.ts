import { type Ablation, type Arm, canonicalJson, tokensOf, UNKNOWN } from "@holdfast/core";

/** Names of the stages up to and with `stage`, in their order in time. */
function stagesUpTo({ stages }: Pick<Ablation, "stages">, stage: string): string[] {
  const last = stages.findIndex(({ name }) => name === stage);
  return stages.slice(0, last + 1).map(({ name }) => name);
}

/**
 * Tokens an arm was trained on up to a stage. A stage without a mix adds none where the arm states its other mixes;
 * an arm that states no mix at all is unknown.
 */
export function tokensUpTo(ablation: Ablation, arm: Arm, stage: string): number | typeof UNKNOWN {
  if (Object.keys(arm.mixes).length === 0) return UNKNOWN;
  let total = 0;
  for (const name of stagesUpTo(ablation, stage)) {
    const mix = arm.mixes[name];
    if (mix === undefined) continue;
    const tokens = tokensOf(mix);
    if (tokens === UNKNOWN) return UNKNOWN;
    total += tokens;
  }
  return total;
}

/** What an arm was trained on and how, up to a stage, as one text; null where it states no mix. */
export function trainingUpTo(ablation: Ablation, arm: Arm, stage: string): string | null {
  if (Object.keys(arm.mixes).length === 0) return null;
  const stages = stagesUpTo(ablation, stage);
  return canonicalJson(stages.map((name) => [arm.mixes[name] ?? null, arm.recipes[name] ?? null]));
}
