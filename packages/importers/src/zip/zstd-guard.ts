import { zipFault } from "./zip-fault.js";

const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a5;
/** What the reference decoder allows too, unless it is told otherwise. */
const LARGEST_WINDOW = 128 * 1024 * 1024;
const NAMED_SIZES = [0, 1, 2, 4];

/** The length of a frame's header (RFC 8878 3.1.1.1), and its window; null while bytes of it are missing. */
function frameHeader(
  head: readonly number[],
): { readonly bytes: number; readonly window: number; readonly hasChecksum: boolean } | null {
  const descriptor = head[4];
  if (descriptor === undefined) return null;
  const isSingle = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const dictionaryBytes = NAMED_SIZES[descriptor & 3] ?? 0;
  const sizeBytes = sizeFlag === 0 ? (isSingle ? 1 : 0) : 1 << sizeFlag;
  const bytes = 5 + (isSingle ? 0 : 1) + dictionaryBytes + sizeBytes;
  if (head.length < bytes) return null;
  const hasChecksum = (descriptor & 4) !== 0;
  if (!isSingle) {
    const base = 2 ** (10 + ((head[5] ?? 0) >> 3));
    return { bytes, hasChecksum, window: base + (base / 8) * ((head[5] ?? 0) & 7) };
  }
  const size = head.slice(bytes - sizeBytes, bytes).reduceRight((sum, byte) => sum * 256 + byte, 0);
  return { bytes, hasChecksum, window: size + (sizeFlag === 1 ? 256 : 0) };
}

/**
 * Walks the frames and blocks of Zstandard data without unpacking them, so that a frame that asks for more memory than
 * is right is refused before it gets it, and data that breaks off is known to do so.
 */
export class ZstdGuard {
  readonly #member: string;
  #head: number[] = [];
  #at: "frame" | "block" = "frame";
  #skip = 0;
  #hasChecksum = false;
  /** Frames that were begun. */
  frames = 0;

  constructor(member: string) {
    this.#member = member;
  }

  /** Whether the data ends here as it should. */
  get isWhole(): boolean {
    return this.#at === "frame" && this.#head.length === 0 && this.#skip === 0;
  }

  /** @throws HoldfastError `too-large` for a window beyond 128 MiB, `invalid-input` for what is no frame */
  see(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.#skip > 0) {
        const passed = Math.min(this.#skip, chunk.length - at);
        this.#skip -= passed;
        at += passed;
        continue;
      }
      this.#head.push(chunk[at] ?? 0);
      at += 1;
      if (this.#at === "block") this.#block();
      else this.#frame();
    }
  }

  #block(): void {
    if (this.#head.length < 3) return;
    const [first = 0, second = 0, third = 0] = this.#head;
    const size = (first >> 3) | (second << 5) | (third << 13);
    const isRepeated = ((first >> 1) & 3) === 1;
    this.#skip = isRepeated ? 1 : size;
    this.#head = [];
    if ((first & 1) === 0) return;
    this.#at = "frame";
    if (this.#hasChecksum) this.#skip += 4;
  }

  #frame(): void {
    if (this.#head.length < 5) return;
    const [a = 0, b = 0, c = 0, d = 0] = this.#head;
    const magic = (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
    if (magic >>> 4 === SKIPPABLE) {
      if (this.#head.length < 8) return;
      this.#skip = this.#head.slice(4, 8).reduceRight((sum, byte) => sum * 256 + byte, 0);
      this.#head = [];
      return;
    }
    if (magic !== MAGIC)
      throw zipFault("the member is not the Zstandard data that it says it is.", "Copy the log again.", {
        member: this.#member,
      });
    const header = frameHeader(this.#head);
    if (header === null) return;
    if (header.window > LARGEST_WINDOW)
      throw zipFault(
        `the member asks for a window of ${Math.round(header.window / 1024 / 1024)} MiB to be unpacked in.`,
        "Write it with an ordinary level of compression.",
        { member: this.#member, code: "too-large" },
      );
    this.frames += 1;
    this.#hasChecksum = header.hasChecksum;
    this.#head = [];
    this.#at = "block";
  }
}
