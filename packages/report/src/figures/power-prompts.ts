import type { PowerCurve } from "@holdfast/core";
import { formatCount, formatQuantity } from "../format.js";
import { leadUp } from "../sentences/power-sentence.js";
import type { Unit } from "../unit.js";
import { curveChart } from "./curve-chart.js";
import type { Figure } from "./drawing.js";
import { designWords, effectRule, leadAxis } from "./power-axes.js";

/** The same over prompts, with the runs there are: what prompts cannot take away, and what a z-test would claim. */
export function powerPromptsFigure(
  curve: PowerCurve,
  unit: Unit,
  { id }: { readonly id: string },
): Figure | null {
  const { prompts, chosen } = curve;
  const now = prompts.find((point) => point.prompts === chosen.prompts);
  if (now === undefined) return null;
  const sizes = prompts.map((point) => point.prompts);
  const runs = `${formatQuantity(chosen.runs, "run")} an arm`;
  return curveChart({
    id,
    title: "Smallest lead that is found, over prompts",
    x: {
      ...{ domain: [Math.min(...sizes), Math.max(...sizes)], ticks: sizes, text: formatCount },
      ...{ title: `prompts, with ${runs}`, isLogarithmic: true },
    },
    y: leadAxis(curve, [now.detectable, curve.smallestEffect ?? 0], unit),
    lines: [
      {
        ...{ colour: "var(--hf-control)", ink: "var(--hf-control-ink)", isLoud: false, dash: "6 4" },
        text: "what a z-test would claim",
        points: prompts.map((point) => ({
          ...{ x: point.prompts, y: point.promptsOnly * unit.factor },
          title: `A z-test over ${formatQuantity(point.prompts, "prompt")} would claim to find ${leadUp(point.promptsOnly, unit)}; it takes these runs for the only ones`,
        })),
      },
      {
        ...{ colour: "var(--hf-arm-1)", ink: "var(--hf-arm-1-ink)", isLoud: true, text: runs },
        points: prompts.map((point) => ({
          ...{ x: point.prompts, y: point.detectable * unit.factor },
          title: `${designWords(chosen.runs, point.prompts)}: leads of ${leadUp(point.detectable, unit)} are found`,
        })),
      },
    ],
    area: {
      points: prompts.map((point) => ({
        ...{ x: point.prompts, low: point.promptsOnly * unit.factor, high: point.detectable * unit.factor },
      })),
      text: "how seeds differ, and how few runs say so",
    },
    rules: effectRule(curve, unit),
    mark: {
      ...{ x: now.prompts, y: now.detectable * unit.factor, colour: "var(--hf-arm-1)" },
      text: `this design: ${leadUp(now.detectable, unit)}`,
      title: `This design, ${designWords(chosen.runs, now.prompts)}: leads of ${leadUp(now.detectable, unit)} are found`,
    },
  });
}
