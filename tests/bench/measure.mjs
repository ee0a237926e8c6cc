/** Milliseconds that `work` takes, and what it returns. */
export async function timed(work) {
  const start = process.hrtime.bigint();
  const value = await work();
  return { ms: Number(process.hrtime.bigint() - start) / 1e6, value };
}

/** The middle value; of two middle values, their mean. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs the contestants in turn, A B A B ..., so that a machine that slows down slows all of them.
 *
 * @param contestants name -> async () => anything; one warm-up round is not counted
 * @returns name -> median milliseconds
 */
export async function interleaved(contestants, rounds, warmUps = 1) {
  const times = new Map(Object.keys(contestants).map((name) => [name, []]));
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const [name, work] of Object.entries(contestants)) {
      const { ms } = await timed(() => work(round));
      if (round >= 0) times.get(name).push(ms);
    }
  }
  return Object.fromEntries([...times].map(([name, list]) => [name, median(list)]));
}

/** A line of the closing table: what was compared, the ratio, the goal and whether it was reached. */
export function verdict(name, ratio, goal, direction, detail) {
  const reached = direction === "at least" ? ratio >= goal : ratio <= goal;
  return { name, ratio, goal, direction, reached, detail };
}
