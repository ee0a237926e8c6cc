import type { Driver } from "@holdfast/core";
import type * as Plot from "@observablehq/plot";
import { betterSign, type Subject } from "../subject.js";
import type { EffectAxis } from "./effect-axis.js";
import { lettering } from "./lettering.js";
import { MUTED, SURFACE } from "./palette.js";

/** Which way is better, on that side of the zero line. */
export function betterMark(subject: Subject, driver: Driver, axis: EffectAxis, y: number): Plot.Markish {
  const isLower = betterSign(subject, driver) < 0;
  const x = axis.x(0) + (isLower ? -8 : 8);
  return lettering(
    [{ x, y, text: isLower ? "← better" : "better →", fill: MUTED }],
    isLower ? "end" : "start",
    {
      ...{ stroke: SURFACE, strokeWidth: 3 },
    },
  );
}
