/**
 * A published percentage as the share it stands for: 62.1 becomes 0.621, the same double as the literal.
 *
 * @param value percent, with at most four decimals
 */
export function percent(value: number): number {
  return Math.round(value * 10_000) / 1_000_000;
}
