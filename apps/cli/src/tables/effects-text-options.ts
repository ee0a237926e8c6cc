import type { EffectScale, Target } from "@holdfast/core";

export interface EffectsTextOptions {
  readonly scale: EffectScale;
  /** The target that is shown; without it, the one each effect shows first. */
  readonly target: Target | undefined;
  readonly columns: number;
  readonly bold: (text: string) => string;
}
