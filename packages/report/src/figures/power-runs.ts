import type { PowerCurve } from "@holdfast/core";
import { formatCount, formatNumber, formatQuantity } from "../format.js";
import { leadUp } from "../sentences/power-sentence.js";
import type { Unit } from "../unit.js";
import { type CurveLine, curveChart } from "./curve-chart.js";
import type { Figure } from "./drawing.js";
import { designWords, effectRule, leadAxis, runsAxis } from "./power-axes.js";

const LOUD = { colour: "var(--hf-arm-1)", ink: "var(--hf-arm-1-ink)" };
const HOLM = { colour: "var(--hf-arm-2)", ink: "var(--hf-arm-2-ink)" };
const QUIET = { colour: "var(--hf-control)", ink: "var(--hf-control-ink)" };

type Point = PowerCurve["lines"][number]["points"][number];

/** The line of the chosen number of prompts. */
export function chosenLine({ lines, chosen }: PowerCurve) {
  return lines.find(({ prompts }) => prompts === chosen.prompts);
}

/** The smallest lead that is found over runs an arm: a line for each number of prompts, the chosen design marked. */
export function powerRunsFigure(curve: PowerCurve, unit: Unit, { id }: { readonly id: string }): Figure {
  const { lines, chosen, comparisons, smallestEffect } = curve;
  const own = chosenLine(curve);
  const now = own?.points.find(({ runs }) => runs === chosen.runs);
  const has = comparisons > 1;
  const lineOf = (
    prompts: number,
    points: readonly Point[],
    step: "detectable" | "holmFirst",
    style: Pick<CurveLine, "colour" | "ink" | "isLoud" | "text"> & { readonly dash?: string },
  ): CurveLine => ({
    ...style,
    points: points.map((point) => ({
      x: point.runs,
      y: point[step] * unit.factor,
      title: `${designWords(point.runs, prompts)}: leads of ${leadUp(point[step], unit)} are found${step === "holmFirst" ? ` at Holm's first step of ${formatCount(comparisons)}` : ", alone"}${step === "detectable" && point.power !== null && smallestEffect !== null ? `; ${leadUp(smallestEffect, unit)} in ${formatNumber(Math.floor(point.power * 100 + 1e-9))}% of cases` : ""}`,
    })),
  });
  const quiet = lines.flatMap((line) =>
    line.prompts === chosen.prompts
      ? []
      : [
          lineOf(line.prompts, line.points, "detectable", {
            ...QUIET,
            ...{ isLoud: false, text: formatQuantity(line.prompts, "prompt") },
          }),
        ],
  );
  const loud =
    own === undefined
      ? []
      : [
          ...(has
            ? [
                lineOf(own.prompts, own.points, "holmFirst", {
                  ...HOLM,
                  ...{ isLoud: false, dash: "6 4", text: `Holm's first step of ${formatCount(comparisons)}` },
                }),
              ]
            : []),
          lineOf(own.prompts, own.points, "detectable", {
            ...LOUD,
            ...{ isLoud: true, text: `${formatQuantity(own.prompts, "prompt")}${has ? ", alone" : ""}` },
          }),
        ];
  const around = own?.points.find(({ runs }) => runs >= 3);
  const matters = [
    now?.detectable ?? around?.detectable ?? 0,
    smallestEffect ?? 0,
    now === undefined || chosen.runs > 3 ? (around?.detectable ?? 0) / 1.3 : 0,
  ];
  return curveChart({
    id,
    title: "Smallest lead that is found, over runs an arm",
    x: runsAxis(own?.points.map(({ runs }) => runs) ?? [2, 12]),
    y: leadAxis(curve, matters, unit),
    lines: [...quiet, ...loud],
    rules: effectRule(curve, unit),
    mark:
      now === undefined
        ? null
        : {
            ...{ x: now.runs, y: now.detectable * unit.factor, colour: LOUD.colour },
            text: `this design: ${leadUp(now.detectable, unit)}`,
            title: `This design, ${designWords(now.runs, chosen.prompts)}: leads of ${leadUp(now.detectable, unit)} are found`,
          },
  });
}
