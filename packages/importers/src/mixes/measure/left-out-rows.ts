import { describeError, HoldfastError, type MixLeftOut } from "@holdfast/core";

/** Counts what was not measured, by why; the first of each kind is named. */
export class LeftOutRows {
  readonly #held = new Map<string, { count: number; first: string }>();

  add(why: string, count: number, first: string): void {
    const held = this.#held.get(why);
    if (held === undefined) this.#held.set(why, { count, first });
    else held.count += count;
  }

  /** A file that was refused whole. */
  addFile(fault: HoldfastError): void {
    const { file = "", line, key } = fault.place;
    const why = describeError(new HoldfastError({ ...fault, message: fault.message, place: {} }));
    const place = line === undefined ? file : `${file}:${line}`;
    this.add(`file refused: ${why}`, 1, key === undefined ? place : `${place} ${key}`);
  }

  get list(): MixLeftOut[] {
    return [...this.#held].map(([why, { count, first }]) => ({ why, count, first }));
  }
}
