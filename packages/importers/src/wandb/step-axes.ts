/**
 * Over which axis each metric of a run is meant, as `define_metric` said: `_step`, the count of what was logged, where it
 * said nothing.
 */
export class StepAxes {
  readonly #exact = new Map<string, string>();
  readonly #globs = new Map<string, string>();
  readonly #names: string[] = [];

  /**
   * @param name of a metric, or with a `*` at its end of all that begin so
   * @param step the metric that is its axis; or, in older logs, the place of its definition, counted from 1
   */
  define(name: string, step: string | number | null): void {
    this.#names.push(name);
    const axis = typeof step === "number" ? this.#names[step - 1] : step;
    if (axis === undefined || axis === null || axis === "") return;
    if (name.endsWith("*")) this.#globs.set(name.slice(0, -1), axis);
    else this.#exact.set(name, axis);
  }

  /** The metric that is the axis of a key; null for `_step`. */
  of(key: string): string | null {
    const exact = this.#exact.get(key);
    if (exact !== undefined) return exact === "_step" ? null : exact;
    let [longest, axis]: [number, string | null] = [-1, null];
    for (const [prefix, of] of this.#globs)
      if (key.startsWith(prefix) && prefix.length > longest && of !== key)
        [longest, axis] = [prefix.length, of];
    return axis === "_step" ? null : axis;
  }

  get axes(): ReadonlySet<string> {
    return new Set([...this.#exact.values(), ...this.#globs.values()]);
  }
}
