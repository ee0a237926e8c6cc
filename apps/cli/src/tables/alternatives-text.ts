import { type Ablation, type Effect, type EffectAlternative, findingOn } from "@holdfast/core";
import { bySection, evalHeading, momentText, unitOf } from "./contrast-text.js";
import type { EffectsTextOptions } from "./effects-text-options.js";
import { intervalText, plural, pText, signed } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { textTable } from "./text-table.js";

const OCCASIONS: Readonly<Record<EffectAlternative["occasion"], string>> = {
  "pooled-variance": "pooled",
  "union-of-prompts": "all prompts",
};

/** Of more rows than these, those of registered leads are shown. */
const MOST_ROWS = 20;

/** Own design effect over the pooled one, of arm and control; above 1, pooling flatters that side. */
function ratiosText({ designEffects }: EffectAlternative): string {
  if (designEffects === null) return "";
  const side = (ratio: number | null) => (ratio === null ? "-" : ratio.toFixed(1));
  return `${side(designEffects.armRatio)} / ${side(designEffects.controlRatio)}`;
}

function rowOf(
  ablation: Ablation,
  effect: Effect,
  alternative: EffectAlternative,
  { scale, target }: EffectsTextOptions,
): string[] {
  const finding = findingOn(alternative, scale, target ?? effect.shownTarget);
  const unit = scale === "log-odds" ? "log-odds" : unitOf(ablation, effect);
  const about = [`  ${effect.arm}`, momentText(effect.moment), OCCASIONS[alternative.occasion]];
  if (finding?.status !== "estimated") return [...about, "-", "not estimable", "-", ratiosText(alternative)];
  return [
    ...about,
    signed(finding.estimate, unit),
    intervalText(finding.interval, unit) || "no interval",
    pText(finding.pValue),
    ratiosText(alternative),
  ];
}

/** The leads by the methods that stand beside the default, as text; empty where there are none. */
export function alternativesText(
  ablation: Ablation,
  effects: readonly Effect[],
  options: EffectsTextOptions,
): string {
  const all = effects.flatMap((effect) =>
    effect.alternatives.map((alternative) => ({ eval: effect.eval, effect, alternative })),
  );
  const shown = all.length <= MOST_ROWS ? all : all.filter(({ effect }) => effect.family !== null);
  const left = all.length - shown.length;
  const rows = bySection(
    ablation,
    shown,
    ({ effect }) => evalHeading(ablation, effect, effect.condition),
    ({ effect, alternative }) => rowOf(ablation, effect, alternative, options),
  );
  if (rows.length === 0) return "";
  const { columns, bold } = options;
  const table = textTable(
    [
      { heading: "arm", least: 16 },
      { heading: "stage", least: 8 },
      { heading: "by" },
      { heading: "lead", align: "right" },
      { heading: "interval" },
      { heading: "p", align: "right" },
      { heading: "runs differ" },
    ],
    rows,
    columns,
    bold,
  );
  const unshown =
    left === 0 ? "" : ` ${plural(left, "row")} of leads outside the registered families, with --json.`;
  const note =
    "Beside the default, never instead of it; p is not adjusted. Pooled: one design effect for all arms. All prompts: a mixed model that keeps prompts some run lacks. Runs differ: design effect of arm / control over the pooled one; far above 1, the pooled interval covers less than it says.";
  return `${table}\n\n${paragraph(`${note}${unshown}`, columns)}`;
}
