const NARROW = /[iljtfr.,:;'|!()[\] ]/;
const WIDE = /[mwMW@%]/;

/** About how wide a text is set in a plain sans-serif face, in pixels; a little generous. */
export function textWidth(text: string, fontSize: number): number {
  let em = 0;
  for (const character of text) {
    em += NARROW.test(character)
      ? 0.33
      : WIDE.test(character)
        ? 0.86
        : character >= "A" && character <= "Z"
          ? 0.68
          : 0.56;
  }
  return em * fontSize;
}

/** The text, or as much of it as fits with an ellipsis. */
export function fitText(text: string, width: number, fontSize = 12): string {
  if (textWidth(text, fontSize) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join("")}…`, fontSize) > width) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

/** Moves labels apart along one axis until each has `gap`; keeps their order, stays within the ends. */
export function spread(positions: readonly number[], gap: number, lower: number, upper: number): number[] {
  const order = positions.map((_, index) => index).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  const placed = [...positions];
  let floor = lower;
  for (const index of order) {
    placed[index] = Math.max(placed[index] ?? 0, floor);
    floor = (placed[index] ?? 0) + gap;
  }
  let ceiling = upper;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index] ?? 0, ceiling);
    ceiling = (placed[index] ?? 0) - gap;
  }
  return placed;
}
