import { elementFault, elementPlace } from "./element-place.js";
import { bodyChunks } from "./request-body.js";
import type { PlacedLine } from "./verbs/record-outcomes.js";

/**
 * The outcomes of an NDJSON body with their lines.
 *
 * @param list the key under which they were elements of a document
 * @throws HoldfastError with line and key; `too-large`
 */
export async function ndjsonLines(request: Request, limit: number, list?: string): Promise<PlacedLine[]> {
  const { readOutcomeLines } = await import("@holdfast/importers");
  const lines: PlacedLine[] = [];
  const source = { chunks: bodyChunks(request, limit) };
  try {
    for await (const { line, value } of readOutcomeLines(source, { format: "ndjson" }))
      lines.push({ place: elementPlace(line, list), value });
  } catch (error) {
    throw elementFault(error, list);
  }
  return lines;
}
