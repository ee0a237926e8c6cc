import type { Interval, RatioSet } from "@holdfast/core";

const MINUS = "\u2212";
const MOST_DECIMALS = 4;

/** Groups of three digits, with commas: `2671` as `2,671`. */
function grouped(digits: string): string {
  return digits.length < 4 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number with a fixed count of decimals, a proper minus sign, grouped thousands and never `−0`. */
export function formatNumber(value: number, decimals = 0): string {
  const [whole = "0", part] = Math.abs(value).toFixed(decimals).split(".");
  const digits = part === undefined ? grouped(whole) : `${grouped(whole)}.${part}`;
  return value < 0 && /[1-9]/.test(digits) ? `${MINUS}${digits}` : digits;
}

/** A whole number, such as a count of prompts. */
export function formatCount(value: number): string {
  return formatNumber(value, 0);
}

/** A number with at most three significant digits and no trailing zeros: the form of a value without an interval. */
export function formatBare(value: number): string {
  if (value === 0) return "0";
  const decimals = Math.min(MOST_DECIMALS, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  const text = formatNumber(value, decimals);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/**
 * Decimals for an estimate with its interval: the half-width keeps two significant digits; one more where an end
 * that is not zero would be printed as zero.
 */
export function decimalsFor(estimate: number, lower: number | null, upper: number | null): number {
  const ends = [lower, upper].filter((end) => end !== null);
  const reach = Math.max(...ends.map((end) => Math.abs(end - estimate)), 0);
  const half = lower !== null && upper !== null ? (upper - lower) / 2 : reach;
  if (half <= 0) return 1;
  let decimals = Math.min(MOST_DECIMALS, Math.max(0, 1 - Math.floor(Math.log10(half))));
  const vanishes = (end: number) => end !== 0 && !/[1-9]/.test(Math.abs(end).toFixed(decimals));
  if (decimals < MOST_DECIMALS && ends.some(vanishes)) decimals += 1;
  return decimals;
}

/** An end that excludes 0 keeps its sign, however near it is. */
function formatEnd(value: number, decimals: number): string {
  const text = formatNumber(value, decimals);
  return value < 0 && !text.startsWith(MINUS) ? `${MINUS}${text}` : text;
}

/** The ends of an interval, scaled by `factor`: `[−14.1, −7.0]`, or `(−∞, 4.2]` where a side has no end. */
export function formatInterval(
  interval: Pick<Interval, "lower" | "upper">,
  factor: number,
  decimals: number,
): string {
  const { lower, upper } = interval;
  const from = lower === null ? `(${MINUS}\u221e` : `[${formatEnd(lower * factor, decimals)}`;
  const to = upper === null ? "\u221e)" : `${formatEnd(upper * factor, decimals)}]`;
  return `${from}, ${to}`;
}

/** A p-value: `< 0.001`, three decimals up to 0.1, two above; four where three would round onto 0.050. */
export function formatPValue(pValue: number): string {
  if (pValue < 0.001) return "< 0.001";
  if (pValue > 0.99) return "> 0.99";
  if (pValue >= 0.1) return pValue.toFixed(2);
  const text = pValue.toFixed(3);
  return text === "0.050" && pValue !== 0.05 ? pValue.toFixed(4) : text;
}

/** A p-value inside a sentence: `p = 0.004`, `p < 0.001`. */
export function formatPEquation(pValue: number): string {
  const text = formatPValue(pValue);
  return /^[<>]/.test(text) ? `p ${text}` : `p = ${text}`;
}

/** How a share is rounded so that the sentence around it stays true: a floor for "at least", a ceiling for "at most". */
export type Rounding = "nearest" | "down" | "up";

/** The largest share that is printed as a number: beyond it there is in effect no bound. */
export const LARGEST_SHARE = 10;

/** A share of a lead in whole percent. */
export function formatShare(share: number, rounding: Rounding = "nearest"): string {
  if (share > LARGEST_SHARE) return "over 1,000%";
  if (share < -LARGEST_SHARE) return `under ${MINUS}1,000%`;
  const percent = Number((share * 100).toFixed(6));
  const whole =
    rounding === "down"
      ? Math.floor(percent)
      : rounding === "up"
        ? Math.ceil(percent)
        : Math.sign(percent) * Math.round(Math.abs(percent));
  return `${formatNumber(whole)}%`;
}

/** A coverage, such as `95%` or `99.5%`. */
export function formatCoverage(level: number): string {
  return `${formatBare(Number((level * 100).toFixed(4)))}%`;
}

/** The confidence set of a retained share in words, ends rounded to whole percent so that the set never shrinks. */
export function formatRatioSet(set: RatioSet): string {
  const exclusive = set.kind === "exclusive";
  const lower = set.lower === null ? null : formatShare(set.lower, exclusive ? "up" : "down");
  const upper = set.upper === null ? null : formatShare(set.upper, exclusive ? "down" : "up");
  switch (set.kind) {
    case "interval":
      return `[${lower ?? `${MINUS}\u221e`}, ${upper ?? "\u221e"}]`;
    case "exclusive":
      return `below ${lower ?? `${MINUS}\u221e`} or above ${upper ?? "\u221e"}`;
    case "half-line":
      return lower === null ? `up to ${upper ?? "\u221e"}` : `${lower} and more`;
    case "unbounded":
      return "any share";
  }
}

/** Tokens for people: `30M`, `1.2B`, `850k`; what nobody counted is `unknown`. */
export function formatTokens(tokens: number | "unknown"): string {
  if (tokens === "unknown") return "unknown";
  const scales = [
    [1e12, "T"],
    [1e9, "B"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const;
  const scale = scales.find(([size]) => tokens >= size);
  return scale === undefined ? formatCount(tokens) : `${formatBare(tokens / scale[0])}${scale[1]}`;
}

/** The day of an ISO time: dates are printed as they were recorded, in UTC. */
export function formatDay(time: string): string {
  return time.slice(0, 10);
}

/** `1 run`, `3 runs`. */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
