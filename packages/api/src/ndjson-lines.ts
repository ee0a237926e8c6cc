import { bodyChunks } from "./request-body.js";
import type { PlacedLine } from "./verbs/record-outcomes.js";

/** The outcomes of an NDJSON body with their lines. @throws HoldfastError with line and key; `too-large` */
export async function ndjsonLines(request: Request, limit: number): Promise<PlacedLine[]> {
  const { readOutcomeLines } = await import("@holdfast/importers");
  const lines: PlacedLine[] = [];
  const source = { chunks: bodyChunks(request, limit) };
  for await (const { line, value } of readOutcomeLines(source, { format: "ndjson" }))
    lines.push({ place: { line }, value });
  return lines;
}
