import * as Plot from "@observablehq/plot";
import { cleanText } from "../clean-text.js";
import { escapeHtml } from "../html/escape-html.js";
import { FIGURE_CSS, PALETTE_CSS } from "./palette.js";
import { SvgDocument } from "./svg-document.js";

/** A finished figure: SVG mark-up without a style of its own, which the page's CSS sets and colours. */
export interface Figure {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** A part of a figure: a chart of Plot, placed. */
interface Panel {
  readonly left: number;
  readonly top: number;
  readonly markup: string;
}

/** Draws a chart on a document without a browser and gives what is inside its SVG. */
export function panel(left: number, top: number, options: Plot.PlotOptions): Panel {
  const drawn: { readonly outerHTML: string } = Plot.plot(
    Object.assign({}, options, { document: new SvgDocument() }),
  );
  const markup = drawn.outerHTML
    .replace(/^<svg[^>]*>/, "")
    .replace(/<\/svg>$/, "")
    .replace(/^<style>[\s\S]*?<\/style>/, "")
    .replace(
      /<(g|text|tspan|path|line|rect|circle)((?: [a-z0-9:-]+="[^"]*")*)/gi,
      (_, tag: string, attributes: string) =>
        `<${tag}${attributes.replace(/ (aria-label|aria-hidden|style)="[^"]*"/g, "")}`,
    );
  return { left, top, markup };
}

/** Text for a chart, on one line: what cannot be printed is replaced before it enters the drawing. */
export function label(text: string): string {
  return cleanText(text).replace(/\s*\n\s*/g, " ");
}

/** Puts panels together; ids are renamed after the figure, so that several figures can share a page. */
export function compose(
  id: string,
  title: string,
  size: { readonly width: number; readonly height: number },
  panels: readonly Panel[],
): Figure {
  const { width, height } = size;
  const body = panels
    .map(({ left, top, markup }, index) => {
      const ids = [...new Set([...markup.matchAll(/ id="([^"]+)"/g)].map((match) => match[1] ?? ""))];
      const named = ids.reduce(
        (text, old, order) =>
          text
            .replaceAll(` id="${old}"`, ` id="${id}-${index}-${order}"`)
            .replaceAll(`url(#${old})`, `url(#${id}-${index}-${order})`),
        markup,
      );
      return `<g transform="translate(${left},${top})">${named}</g>`;
    })
    .join("");
  return {
    width,
    height,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" class="hf-figure" role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" fill="var(--hf-ink)" text-anchor="middle">${body}</svg>`,
  };
}

/** Room around a figure that stands alone, in pixels. */
const MARGIN = 20;

/** The same figure as a file of its own: it brings its colours and its margin, and follows light and dark. */
export function standaloneSvg({ svg, width, height }: Figure): string {
  const style = `<style>${PALETTE_CSS}${FIGURE_CSS}:root { background: var(--hf-surface); }</style>`;
  const [wide, high] = [width + 2 * MARGIN, height + 2 * MARGIN];
  const framed = svg.replace(
    /viewBox="[^"]*" width="\d+" height="\d+"/,
    `viewBox="${-MARGIN} ${-MARGIN} ${wide} ${high}" width="${wide}" height="${high}"`,
  );
  return `${framed.replace(/^(<svg[^>]*>)/, `$1${style}`)}\n`;
}
