const NARROW = /[iljtfr.,:;'|!()[\] ]/;
/** An ingredient that is cut keeps at least these. */
const FEWEST_LETTERS = 3;
/** A name is cut to no less than this, in widths of a letter M. */
const LEAST_NAME = 3;
const WIDE = /[mwMW@%]/;

/**
 * About how wide a text is set in a plain sans-serif face, in pixels; a little generous, since the reader's machine may
 * have none but a broad one (DejaVu, Verdana).
 */
export function textWidth(text: string, fontSize: number): number {
  let em = 0;
  for (const character of text) {
    em += NARROW.test(character)
      ? 0.37
      : WIDE.test(character)
        ? 0.94
        : character >= "A" && character <= "Z"
          ? 0.71
          : 0.62;
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

/** As many of the parts as fit whole, with dots between them; the first alone is cut where even it is too wide. */
export function fitParts(parts: readonly string[], width: number, fontSize = 12): string {
  const joined = (count: number) => parts.slice(0, count).join(" · ");
  let count = parts.length;
  while (count > 1 && textWidth(joined(count), fontSize) > width) count -= 1;
  return fitText(joined(count), width, fontSize);
}

/** A name and what tells it apart from others of that name; where both are too wide, the name is cut first. */
export function fitPair(name: string, apart: string, width: number, fontSize = 12): string {
  const whole = apart === "" ? name : `${name}, ${apart}`;
  const room = width - textWidth(`, ${apart}`, fontSize);
  return apart === "" || textWidth(whole, fontSize) <= width || room < LEAST_NAME * fontSize
    ? fitText(whole, width, fontSize)
    : `${fitText(name, room, fontSize)}, ${apart}`;
}

/** The name of an arm; of one that is too wide, every ingredient is cut alike, so that arms stay told apart. */
export function fitName(name: string, width: number, fontSize = 12): string {
  const parts = name.split("+");
  const longest = Math.max(...parts.map((part) => part.length));
  for (let length = longest; length >= FEWEST_LETTERS && parts.length > 1; length -= 1) {
    const cut = parts
      .map((part) => (part.length > length + 1 ? `${part.slice(0, length)}.` : part))
      .join("+");
    if (textWidth(cut, fontSize) <= width) return cut;
  }
  return fitText(name, width, fontSize);
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
