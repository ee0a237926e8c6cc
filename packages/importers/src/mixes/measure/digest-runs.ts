import { type ByteSource, bytesInMemory } from "../../bytes/byte-source.js";
import { DIGEST_BYTES } from "./row-digest.js";

/** Where sorted digests go when there are many; what is written can be read again until the measuring ends. */
export interface Scratch {
  readonly write: (bytes: Uint8Array) => Promise<ByteSource>;
}

/** Digests that are sorted at once: 2^20, which are 32 MiB. */
const RUN_DIGESTS = 2 ** 20;
/** Digests of a run that are read at once when runs are merged. */
const READ_DIGESTS = 2048;

function compareAt(bytes: Buffer, a: number, b: number): number {
  const [fromA, fromB] = [a * DIGEST_BYTES, b * DIGEST_BYTES];
  return bytes.compare(bytes, fromB, fromB + DIGEST_BYTES, fromA, fromA + DIGEST_BYTES);
}

/** The digests in ascending order. Places are sorted by the first 32 bits in one number with themselves, then by the rest. */
function sorted(bytes: Buffer): Buffer {
  const count = bytes.length / DIGEST_BYTES;
  const keys = new Float64Array(count);
  for (let at = 0; at < count; at += 1) keys[at] = bytes.readUInt32BE(at * DIGEST_BYTES) * RUN_DIGESTS + at;
  keys.sort();
  const places = Uint32Array.from(keys, (key) => key % RUN_DIGESTS);
  for (let at = 1; at < count; at += 1)
    for (let low = at; low > 0; low -= 1) {
      const [left, right] = [places[low - 1] ?? 0, places[low] ?? 0];
      if (bytes.readUInt32BE(left * DIGEST_BYTES) !== bytes.readUInt32BE(right * DIGEST_BYTES)) break;
      if (compareAt(bytes, left, right) <= 0) break;
      [places[low - 1], places[low]] = [right, left];
    }
  const out = Buffer.allocUnsafe(bytes.length);
  for (let at = 0; at < count; at += 1) {
    const from = (places[at] ?? 0) * DIGEST_BYTES;
    bytes.copy(out, at * DIGEST_BYTES, from, from + DIGEST_BYTES);
  }
  return out;
}

/** A digest and how often it is there. */
export interface CountedDigest {
  readonly digest: Buffer;
  readonly count: number;
}

/** One run as it is read; `held` is empty at its end. */
interface Head {
  readonly run: ByteSource;
  offset: number;
  held: Buffer;
}

async function advance(head: Head): Promise<void> {
  head.held = head.held.subarray(DIGEST_BYTES);
  if (head.held.length > 0 || head.offset >= head.run.size) return;
  head.held = await head.run.read(head.offset, READ_DIGESTS * DIGEST_BYTES);
  head.offset += head.held.length;
}

/**
 * Sorts any number of digests with flat memory: 2^20 of them at a time are sorted and put away, and merged at the end.
 * Many equal ones in a run are sorted by insertion without a step, since equal keys keep their places.
 */
export class DigestRuns {
  readonly #scratch: Scratch;
  readonly #runDigests: number;
  readonly #runs: ByteSource[] = [];
  #bytes = Buffer.alloc(1024 * DIGEST_BYTES);
  #length = 0;
  /** Digests that were added. */
  count = 0;

  /** @param runDigests digests that are sorted at once, at most 2^20 */
  constructor(scratch: Scratch, runDigests = RUN_DIGESTS) {
    this.#scratch = scratch;
    this.#runDigests = Math.min(runDigests, RUN_DIGESTS);
  }

  /** Adds digests that stand one after the other. */
  async add(digests: Uint8Array): Promise<void> {
    const full = this.#runDigests * DIGEST_BYTES;
    for (let from = 0; from < digests.length; ) {
      const part = digests.subarray(from, from + Math.min(digests.length - from, full - this.#length));
      this.#room(part.length);
      this.#bytes.set(part, this.#length);
      this.#length += part.length;
      this.count += part.length / DIGEST_BYTES;
      from += part.length;
      if (this.#length === full) await this.#putAway();
    }
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const wider = Math.min(RUN_DIGESTS * DIGEST_BYTES, Math.max(this.#bytes.length * 2, this.#length + more));
    const bytes = Buffer.alloc(wider);
    this.#bytes.copy(bytes, 0, 0, this.#length);
    this.#bytes = bytes;
  }

  async #putAway(): Promise<void> {
    this.#runs.push(await this.#scratch.write(sorted(this.#bytes.subarray(0, this.#length))));
    this.#length = 0;
  }

  /** Every digest once, in ascending order, with its count. Nothing can be added after it. */
  async *counted(): AsyncGenerator<readonly CountedDigest[]> {
    const last = bytesInMemory(sorted(this.#bytes.subarray(0, this.#length)));
    const heads: Head[] = [...this.#runs, last].map((run) => ({ run, offset: 0, held: Buffer.alloc(0) }));
    for (const head of heads) await advance(head);
    let batch: CountedDigest[] = [];
    let [digest, count]: [Buffer | null, number] = [null, 0];
    for (;;) {
      let least: Head | undefined;
      for (const head of heads)
        if (
          head.held.length > 0 &&
          (least === undefined || head.held.compare(least.held, 0, DIGEST_BYTES, 0, DIGEST_BYTES) < 0)
        )
          least = head;
      if (least === undefined) break;
      const next = least.held.subarray(0, DIGEST_BYTES);
      if (digest?.equals(next)) count += 1;
      else {
        if (digest !== null) batch.push({ digest, count });
        [digest, count] = [next, 1];
        if (batch.length >= READ_DIGESTS) {
          yield batch;
          batch = [];
        }
      }
      if (least.held.length > DIGEST_BYTES) least.held = least.held.subarray(DIGEST_BYTES);
      else await advance(least);
    }
    if (digest !== null) batch.push({ digest, count });
    if (batch.length > 0) yield batch;
  }
}
