/** Beyond so many values a key names samples, and no families. */
const MOST_VALUES = 10_000;
/** A longer text is content, and names nothing. */
const LONGEST = 200;

/** Counts the values of each key of sample metadata: a key with fewer values than samples may name the families. */
export class FamilyTally {
  readonly #values = new Map<string, Set<string>>();

  add(metadata: Readonly<Record<string, unknown>>): void {
    for (const [key, value] of Object.entries(metadata)) {
      if (!["string", "number", "boolean"].includes(typeof value)) continue;
      const text = String(value);
      if (text.length > LONGEST) continue;
      const known = this.#values.get(key);
      if (known === undefined) this.#values.set(key, new Set([text]));
      else if (known.size < MOST_VALUES) known.add(text);
    }
  }

  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#values].map(([key, values]) => [key, values.size]));
  }
}
