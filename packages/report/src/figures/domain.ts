const STEPS = [1, 2, 5, 10] as const;

/** A round distance between ticks, such that about `count` of them span the domain. */
function tickStep(lower: number, upper: number, count: number): number {
  const raw = (upper - lower) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  return (STEPS.find((step) => step * power >= raw * 0.999) ?? 10) * power;
}

/** Round ticks within the domain. */
export function ticksWithin(lower: number, upper: number, count: number): number[] {
  if (!(upper > lower)) return [lower];
  const step = tickStep(lower, upper, count);
  const ticks: number[] = [];
  for (let index = Math.ceil(lower / step - 1e-9); index * step <= upper + step * 1e-9; index += 1)
    ticks.push(Number((index * step).toPrecision(12)));
  return ticks;
}

/** The least domain that holds every value and 0, with a little air on the sides that are not 0. */
export function domainAround(values: readonly number[], air = 0.06): readonly [number, number] {
  const lower = Math.min(0, ...values);
  const upper = Math.max(0, ...values);
  if (lower === upper) return [-1, 1];
  const pad = (upper - lower) * air;
  return [lower < 0 ? lower - pad : -pad, upper > 0 ? upper + pad : pad];
}

/** A value held within a domain. */
export function clamp(value: number, [lower, upper]: readonly [number, number]): number {
  return Math.min(upper, Math.max(lower, value));
}
