import { DOMParser } from "linkedom";
import { expect } from "vitest";
import { type Figure, standaloneSvg } from "../figures/drawing.js";
import { againstSnapshot } from "./snapshot.js";

/** What every drawing is held to: its snapshot, the strict policy of pages, its frame. */
export function expectGoodDrawing(name: string, draw: () => Figure | null): void {
  const figure = draw();
  if (figure === null) throw new Error("there is no figure");
  const { svg, width, height } = figure;
  const { committed, text } = againstSnapshot(`${name}.svg`, standaloneSvg(figure));
  expect(text).toBe(committed);
  expect(draw()?.svg).toBe(svg);
  expect(svg).not.toMatch(/<style|<script|\sstyle=|\son[a-z]+=|href=/);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  expect(root?.getAttribute("viewBox")).toBe(`0 0 ${width} ${height}`);
  expect(root?.getAttribute("aria-label")).not.toBe("");
  const places = [...svg.matchAll(/transform="translate\((-?[\d.]+),(-?[\d.]+)\)"/g)];
  for (const [, x, y] of places) {
    expect(Number(x)).toBeGreaterThanOrEqual(-6);
    expect(Number(x)).toBeLessThanOrEqual(width + 6);
    expect(Number(y)).toBeGreaterThanOrEqual(-6);
    expect(Number(y)).toBeLessThanOrEqual(height + 6);
  }
}
