import type { PowerCurve } from "@holdfast/core";
import { formatNumber, formatQuantity, formatShare } from "../format.js";
import { leadUp } from "../sentences/power-sentence.js";
import type { Unit } from "../unit.js";
import { curveChart } from "./curve-chart.js";
import type { Figure } from "./drawing.js";
import { runsAxis } from "./power-axes.js";

const down = (power: number) => `${formatNumber(Math.floor(power * 100 + 1e-9))}%`;

/** How likely it is proved that a lead held, over runs an arm; null where no lead is named. */
export function powerRetentionFigure(
  curve: PowerCurve,
  unit: Unit,
  { id }: { readonly id: string },
): Figure | null {
  const { retention, chosen, lead, share, wantedPower } = curve;
  if (lead === null) return null;
  const points = retention.flatMap(({ runs, power }) => (power === null ? [] : [{ runs, power }]));
  if (points.length === 0) return null;
  const now = points.find(({ runs }) => runs === chosen.runs);
  const claim = `more than ${formatShare(share)} of a lead of ${leadUp(lead, unit)} is left`;
  return curveChart({
    id,
    title: "Chance to prove that a lead held, over runs an arm",
    x: runsAxis(points.map(({ runs }) => runs)),
    y: {
      ...{ domain: [0, 1], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], text: (tick) => formatShare(tick) },
      title: `chance to prove that ${claim}, where all of it is`,
    },
    lines: [
      {
        ...{ colour: "var(--hf-arm-3)", ink: "var(--hf-arm-3-ink)", isLoud: true },
        text: `a lead of ${leadUp(lead, unit)}`,
        points: points.map(({ runs, power }) => ({
          ...{ x: runs, y: power },
          title: `${formatQuantity(runs, "run")} an arm: that ${claim} is proved in ${down(power)} of cases`,
        })),
      },
    ],
    rules: [{ y: wantedPower, text: `wanted: ${down(wantedPower)}` }],
    mark:
      now === undefined
        ? null
        : {
            ...{ x: now.runs, y: now.power, colour: "var(--hf-arm-3)" },
            text: `this design: ${down(now.power)}`,
            title: `This design, ${formatQuantity(now.runs, "run")} an arm: ${down(now.power)}`,
          },
  });
}
