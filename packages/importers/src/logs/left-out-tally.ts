import type { LeftOut } from "./eval-log.js";

/** Counts what is left out of a log, by what it is and why. */
export class LeftOutTally {
  readonly #counts = new Map<string, LeftOut>();

  add(what: string, why: string, { count = 1, metric }: { count?: number; metric?: string } = {}): void {
    const key = `${what}\u0000${why}`;
    const sum = count + (this.#counts.get(key)?.count ?? 0);
    this.#counts.set(key, { what, why, count: sum, ...(metric === undefined ? {} : { metric }) });
  }

  get list(): readonly LeftOut[] {
    return [...this.#counts.values()];
  }
}
