import type { ScoredPoints } from "../logs/scored-points.js";
import type { StepAxes } from "./step-axes.js";

/** Rows of a history on their way to points, each at the step of its own axis. */
export class HistoryRows {
  readonly #points: ScoredPoints;
  readonly #axes: StepAxes;
  readonly #names: ReadonlySet<string>;
  /** The values of axes that were logged last: a row that leaves its axis out is at that place. */
  readonly #last = new Map<string, unknown>();
  readonly #seen = new Set<string>();

  constructor(points: ScoredPoints, axes: StepAxes) {
    this.#points = points;
    this.#axes = axes;
    this.#names = axes.axes;
  }

  /** @param step the `_step` of the row */
  add(row: readonly (readonly [key: string, value: unknown])[], step: number): void {
    for (const [key, value] of row) if (this.#names.has(key)) this.#last.set(key, value);
    for (const [key, value] of row) {
      if (!this.#points.wants(key)) continue;
      this.#seen.add(key);
      const axis = this.#axes.of(key);
      const at = axis === null ? step : this.#last.get(axis);
      if (typeof at === "number") this.#points.add(key, at, value);
      else this.#points.leaveOut(`\`${key}\``, `its axis \`${axis}\` was never logged before it`);
    }
  }

  /** What a run says at its end of a metric that it never logged over its steps. */
  addFinal(key: string, value: unknown): void {
    if (!this.#seen.has(key) && this.#points.wants(key)) this.#points.add(key, null, value);
  }
}
