/** How a line begins, as Python or JavaScript writes it: the number of the document is its first key. */
const BEGINNING = /^\{"doc_id": ?(-?\d{1,15}),/;
const BEGINNING_BYTES = 32;
/** The longest end that is looked at: the scores of a sample are short, its texts are not. */
const END_BYTES = 64 * 1024;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether the scores of all metrics that it names are there too, and not before the texts. */
function isComplete({ filter, doc_hash, metrics, ...scores }: Record<string, unknown>): boolean {
  if (typeof filter !== "string" || typeof doc_hash !== "string" || !Array.isArray(metrics)) return false;
  return metrics.every((name) => typeof name === "string" && Object.hasOwn(scores, name));
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
  const number = BEGINNING.exec(line.toString("latin1", 0, BEGINNING_BYTES))?.[1];
  if (number === undefined) return null;
  // a line that broke off and went on with the next sample has a second one
  if (line.indexOf('"doc_id"', 9, "latin1") !== -1) return null;
  const start = line.lastIndexOf('"filter":', line.length, "latin1");
  if (start === -1 || line.length - start > END_BYTES) return null;
  try {
    const end: unknown = JSON.parse(`{${line.toString("utf8", start)}`);
    return isRecord(end) && isComplete(end) ? { ...end, doc_id: Number(number) } : null;
  } catch {
    // broken, or with a NaN: the reader of whole lines knows what to say
    return null;
  }
}
