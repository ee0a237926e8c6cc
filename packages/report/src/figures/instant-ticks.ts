const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MOST_TICKS = 7;

/** Round distances between instants, in milliseconds. */
const STEPS: readonly number[] = [
  ...[0.1, 0.5, 1, 5, 15, 30].map((count) => count * SECOND),
  ...[1, 5, 15, 30].map((count) => count * MINUTE),
  ...[1, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 365].map((count) => count * DAY),
];

/** Round instants between two, at most some seven of them, and the distance between them. */
export function instantTicks(from: number, to: number): { readonly step: number; readonly ticks: number[] } {
  const step =
    STEPS.find((one) => (to - from) / one <= MOST_TICKS) ?? Math.ceil((to - from) / MOST_TICKS / DAY) * DAY;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return { step, ticks };
}

/** An instant as precisely as its distance to the next tick asks for, in UTC. */
export function instantText(at: number, step: number): string {
  const text = new Date(at).toISOString();
  if (step >= DAY) return text.slice(0, 10);
  if (step >= MINUTE) return text.slice(step >= HOUR ? 5 : 11, 16).replace("T", " ");
  return text.slice(11, step >= SECOND ? 19 : 21);
}

/** How long it is between two instants, in the largest unit of which there are two. */
export function durationText(milliseconds: number): string {
  const units = [
    [DAY, "day"],
    [HOUR, "hour"],
    [MINUTE, "minute"],
    [SECOND, "second"],
  ] as const;
  const [size, name] = units.find(([one]) => milliseconds >= 2 * one) ?? [SECOND, "second"];
  const count = Math.floor(milliseconds / size);
  return count === 0 ? "less than a second" : `${count} ${name}${count === 1 ? "" : "s"}`;
}
