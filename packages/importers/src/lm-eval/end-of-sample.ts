const [SPACE, ZERO, NINE, COMMA] = [0x20, 0x30, 0x39, 0x2c];
/** How a line begins, as Python or JavaScript writes it: the number of the document is its first key. */
const BEGINNING = Buffer.from('{"doc_id":');
const MOST_DIGITS = 15;
// as bytes: a text to look for is turned into them again for each line
const NUMBER_KEY = Buffer.from('"doc_id"');
const FILTER_KEY = Buffer.from('"filter":');
/** The longest end that is looked at: the scores of a sample are short, its texts are not. */
const END_BYTES = 64 * 1024;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The number of the document at the beginning of a line; null where it does not begin so. */
function numberAtStart(line: Buffer): number | null {
  for (let at = 0; at < BEGINNING.length; at += 1) if (line[at] !== BEGINNING[at]) return null;
  const first = BEGINNING.length + (line[BEGINNING.length] === SPACE ? 1 : 0);
  let number = 0;
  for (let at = first; at <= first + MOST_DIGITS; at += 1) {
    const byte = line[at] ?? 0;
    if (byte === COMMA && at > first) return number;
    if (byte < ZERO || byte > NINE) return null;
    number = number * 10 + byte - ZERO;
  }
  return null;
}

/** Whether the scores of all metrics that it names are there too, and not before the texts. */
function isComplete(end: Record<string, unknown>): boolean {
  const { filter, doc_hash, metrics } = end;
  if (typeof filter !== "string" || typeof doc_hash !== "string" || !Array.isArray(metrics)) return false;
  return metrics.every((name) => typeof name === "string" && Object.hasOwn(end, name));
}

/**
 * What a line of a samples file says behind its texts (filter, hashes and scores), with its `doc_id`, without reading the
 * document, the prompts and the responses, which are most of it. An end that begins at a key `filter` and is an object
 * when a brace is put before it is the end of the outermost object: deeper ones would leave a brace over, and quotes
 * inside a text are escaped.
 *
 * @param line in UTF-8, without its line break
 * @returns null where that cannot be told for certain: the whole line is to be read then
 */
export function endOfSample(line: Buffer): Record<string, unknown> | null {
  const number = numberAtStart(line);
  if (number === null) return null;
  // a line that broke off and went on with the next sample has a second one
  if (line.indexOf(NUMBER_KEY, NUMBER_KEY.length + 1) !== -1) return null;
  const start = line.lastIndexOf(FILTER_KEY);
  if (start === -1 || line.length - start > END_BYTES) return null;
  try {
    const end: unknown = JSON.parse(`{${line.toString("utf8", start)}`);
    if (!isRecord(end) || !isComplete(end)) return null;
    end.doc_id = number;
    return end;
  } catch {
    // broken, or with a NaN: the reader of whole lines knows what to say
    return null;
  }
}
