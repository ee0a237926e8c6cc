/** A prompt in a row of the figure: where it stands, and what it says. */
export interface SampleDot {
  /** On the axis. */
  readonly x: number;
  /** From the middle of its row, in pixels. */
  readonly offset: number;
  readonly title: string;
}

/**
 * Prompts side by side where they would cover one another: those of one stretch of the axis are stacked around the
 * middle of the row, closer together where there are many. The same prompts give the same picture.
 *
 * @param reach half the height of the row, in pixels
 * @param binWidth width of a stretch, in units of the axis
 */
export function stackDots(
  prompts: readonly { readonly value: number; readonly title: string }[],
  { reach, binWidth, size }: { readonly reach: number; readonly binWidth: number; readonly size: number },
): SampleDot[] {
  const bins = new Map<number, { readonly value: number; readonly title: string }[]>();
  for (const prompt of prompts) {
    const bin = Math.round(prompt.value / binWidth);
    const known = bins.get(bin);
    if (known === undefined) bins.set(bin, [prompt]);
    else known.push(prompt);
  }
  return [...bins].flatMap(([bin, members]) => {
    const step = members.length < 2 ? 0 : Math.min(size, (2 * reach) / (members.length - 1));
    return members.map(({ title }, at) => ({
      x: bin * binWidth,
      offset: (at - (members.length - 1) / 2) * step,
      title,
    }));
  });
}
