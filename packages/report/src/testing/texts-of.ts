import { DOMParser } from "linkedom";
import { textWidth } from "../figures/fit-text.js";

/** A text of a drawing, with the room it takes. */
export interface DrawnText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Letters of a common face are a little narrower than the width that is reserved for them. */
const COMMON = 0.84;

/** Every text of a figure with its box, about as a browser sets it. */
export function textsOf(svg: string): DrawnText[] {
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const texts = [...(root?.querySelectorAll("text") ?? [])];
  return texts.flatMap((element) => {
    const text = element.childNodes[0]?.textContent ?? "";
    const place = /translate\((-?[\d.]+),(-?[\d.]+)\)/.exec(element.getAttribute("transform") ?? "");
    if (place === null || text === "") return [];
    const group = element.parentElement;
    const size = Number(group?.getAttribute("font-size") ?? 12);
    const anchor = group?.getAttribute("text-anchor") ?? "middle";
    const [x, y] = [Number(place[1]), Number(place[2])];
    const width = textWidth(text, size) * COMMON;
    const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
    return [{ text, left, right: left + width, top: y - size * 0.42, bottom: y + size * 0.42 }];
  });
}

/** Pairs of texts that lie on each other. */
export function collisionsIn(texts: readonly DrawnText[]): string[] {
  return texts.flatMap((one, index) =>
    texts.slice(index + 1).flatMap((other) => {
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      return wide > 2 && high > 2 ? [`${one.text} / ${other.text}`] : [];
    }),
  );
}
