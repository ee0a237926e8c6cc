/** Counts things by name, and keeps where each was first. */
export class FirstSeen {
  readonly #seen = new Map<string, { count: number; readonly first: number }>();

  add(what: string, at: number): void {
    const known = this.#seen.get(what);
    if (known === undefined) this.#seen.set(what, { count: 1, first: at });
    else known.count += 1;
  }

  get list(): readonly { readonly what: string; readonly count: number; readonly first: number }[] {
    return [...this.#seen].map(([what, seen]) => ({ what, ...seen }));
  }
}
