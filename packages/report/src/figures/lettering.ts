import * as Plot from "@observablehq/plot";
import { label } from "./drawing.js";
import { INK } from "./palette.js";

/** A text at a pixel of the figure. */
export interface Caption {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly fill?: string;
}

/** Texts that share an anchor and a style. */
export function lettering(
  captions: readonly Caption[],
  textAnchor: "start" | "middle" | "end",
  options: Plot.TextOptions = {},
): Plot.Markish {
  return Plot.text(captions, {
    x: { value: "x", scale: null },
    y: { value: "y", scale: null },
    text: (caption: Caption) => label(caption.text),
    fill: (caption: Caption) => caption.fill ?? INK,
    textAnchor,
    ...options,
  });
}

/** Options of a chart whose scales are the pixels of the figure. */
export function pixelChart(width: number, height: number, marks: readonly Plot.Markish[]): Plot.PlotOptions {
  return {
    width,
    height,
    margin: 0,
    x: { domain: [0, width], range: [0, width], axis: null },
    y: { domain: [0, height], range: [0, height], axis: null },
    marks: [...marks],
  };
}
