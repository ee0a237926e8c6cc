import type { Interval } from "@holdfast/core";

/** How a lead is written: in percentage points for a rate, otherwise in the metric's own unit. */
export type Unit = "points" | "own" | "log-odds";

/** A signed number with one decimal for points, else three significant digits. */
export function signed(value: number, unit: Unit): string {
  const text = unit === "points" ? (value * 100).toFixed(1) : String(Number(value.toPrecision(3)));
  const zero = /^-?0(\.0*)?$/.test(text) ? text.replace("-", "") : text;
  return zero.startsWith("-") || Number(zero) === 0 ? zero : `+${zero}`;
}

/** `[-24.1, -12.0]`; a side without bound is left open. */
export function intervalText(interval: Interval | null, unit: Unit): string {
  if (interval === null) return "";
  if (interval.unbounded) return "(any value)";
  const { lower, upper } = interval;
  const left = lower === null ? "(.." : `[${signed(lower, unit)}`;
  return `${left}, ${upper === null ? "..)" : `${signed(upper, unit)}]`}`;
}

/** A p-value with three decimals, or `<0.001`; a dash where there is none. */
export function pText(p: number | null): string {
  if (p === null) return "-";
  return p < 0.001 ? "<0.001" : p.toFixed(3);
}

/** A share of a lead, such as 0.85, `>99` beyond what anyone reads; a dash where there is none. */
export function shareText(share: number | null): string {
  if (share === null) return "-";
  if (Math.abs(share) > 99) return share > 0 ? ">99" : "<-99";
  return share.toFixed(2);
}

/** `1,234,567`, the same in every locale. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 line`, `2 lines`. */
export function plural(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? "" : "s"}`;
}
