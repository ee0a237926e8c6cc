/** Bytes that are added to at their end. */
export class GrowingBytes {
  #bytes = new Uint8Array(4096);
  #length = 0;

  add(more: ArrayLike<number>): void {
    const needed = this.#length + more.length;
    if (needed > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    this.#bytes.set(more, this.#length);
    this.#length = needed;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
