/** What a run may claim beyond the values of its page: writers fill the last one up. */
const FILLED_UP = 64 * 1024;
/** Encodings whose values are runs, by their number in the format: PLAIN_DICTIONARY, RLE and RLE_DICTIONARY. */
const [PLAIN_DICTIONARY, RLE, RLE_DICTIONARY] = [2, 3, 8];

/** How the levels of a column are packed, and what unpacks its pages. */
export interface PageLayout {
  readonly maxRepetition: number;
  readonly maxDefinition: number;
  readonly unpack: (packed: Uint8Array, length: number) => Uint8Array;
}

/** A page of data as its header describes it. */
export interface DataPage {
  readonly values: number;
  readonly encoding: number;
  /** Bytes of its levels, which are never packed; null in the first version, where they say their length themselves. */
  readonly levels: { readonly repetition: number; readonly definition: number } | null;
  /** Bytes of all of it once it is unpacked. */
  readonly unpacked: number;
  readonly isPacked: boolean;
}

function widthOf(greatest: number): number {
  return 32 - Math.clz32(greatest);
}

/** Walks over runs of values of so many bits, without taking the values. @throws Error where one is longer than its page */
function checkRuns(bytes: Uint8Array, start: number, end: number, width: number, values: number): void {
  let [at, seen] = [start, 0];
  while (seen < values && at < end) {
    let [header, shift] = [0, 0];
    for (;;) {
      const byte = bytes[at++] ?? 0;
      header += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80 || at >= end || shift > 28) break;
      shift += 7;
    }
    const isPacked = header % 2 === 1;
    const count = Math.floor(header / 2) * (isPacked ? 8 : 1);
    if (count > values - seen + FILLED_UP)
      throw new Error(`a run claims ${count} values, and its page has ${values}`);
    at += isPacked ? (count / 8) * width : (width + 7) >> 3;
    seen += count;
  }
}

/** Runs that say their length before them; where they end. */
function checkLongRuns(bytes: Uint8Array, at: number, width: number, values: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = at + 4;
  const end = start + (start <= bytes.length ? view.getUint32(at, true) : 0);
  if (end > bytes.length) throw new Error("the levels of a page reach beyond it");
  checkRuns(bytes, start, end, width, values);
  return end;
}

function checkValues(bytes: Uint8Array, at: number, { encoding, values }: DataPage): void {
  if (at >= bytes.length) return;
  if (encoding === RLE) checkLongRuns(bytes, at, 1, values);
  else if (encoding === PLAIN_DICTIONARY || encoding === RLE_DICTIONARY) {
    const width = bytes[at] ?? 0;
    if (width > 32) throw new Error(`a page numbers its dictionary in ${width} bits`);
    checkRuns(bytes, at + 1, bytes.length, width, values);
  }
}

/**
 * Walks over the runs of a page of data before hyparquet fills them: of a length that a flipped bit made it would make as
 * many values, until there is no memory left.
 *
 * @param packed what stands behind the header of the page
 * @throws Error where a run cannot be what it says
 */
export function checkPageRuns(packed: Uint8Array, page: DataPage, layout: PageLayout): void {
  const { maxRepetition, maxDefinition, unpack } = layout;
  if (page.levels === null) {
    const bytes = unpack(packed, page.unpacked);
    let at = 0;
    for (const greatest of [maxRepetition, maxDefinition])
      if (greatest > 0) at = checkLongRuns(bytes, at, widthOf(greatest), page.values);
    checkValues(bytes, at, page);
    return;
  }
  const { repetition, definition } = page.levels;
  const levels = repetition + definition;
  checkRuns(packed, 0, repetition, widthOf(maxRepetition), page.values);
  checkRuns(packed, repetition, levels, widthOf(maxDefinition), page.values);
  const rest = packed.subarray(levels);
  const size = page.unpacked - levels;
  checkValues(page.isPacked && size > 0 ? unpack(rest, size) : rest, 0, page);
}
