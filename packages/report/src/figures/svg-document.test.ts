import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { SvgDocument } from "./svg-document.js";

const TEXT = 'a < b & "c"\u00a0> d\nsecond line';

const chart: Plot.PlotOptions = {
  ...{ width: 200, height: 100, margin: 10 },
  x: { domain: [0, 10] },
  y: { domain: [0, 10] },
  marks: [
    Plot.ruleX([1, 2], { stroke: "var(--rule)" }),
    Plot.ruleY([3], { title: () => TEXT }),
    Plot.rect([0], { x1: 1, x2: 3, y1: 1, y2: 4, fill: "red", title: () => TEXT }),
    Plot.areaY([1, 2, 3], { x: (_, index) => index, y1: 0, y2: (value: number) => value }),
    Plot.line([1, 2, 3], { x: (_, index) => index, y: (value: number) => value, stroke: "blue" }),
    Plot.link([0], { x1: 1, x2: 2, y1: 3, y2: 4 }),
    Plot.dot([1, 2], { x: (value: number) => value, y: 5, symbol: "square", title: () => TEXT }),
    Plot.dot([1, 2], { x: (value: number) => value, y: 5, r: 3 }),
    Plot.text([1], { x: 1, y: 1, text: () => TEXT, fill: "green", fontWeight: 600 }),
  ],
};

/** What is inside the drawing: its frame and its style are replaced by whoever puts it on a page. */
const inside = ({ outerHTML }: { readonly outerHTML: string }) =>
  outerHTML.replace(/^<svg[^>]*>/, "").replace(/^<style>[\s\S]*?<\/style>/, "");

test("charts have the same mark-up as on a document that knows all of HTML", () => {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const whole = inside(Plot.plot({ ...chart, document }));
  const own = inside(Plot.plot(Object.assign({}, chart, { document: new SvgDocument() })));
  expect(own).toBe(whole);
  expect(own).toContain("a &lt; b &amp;");
});
