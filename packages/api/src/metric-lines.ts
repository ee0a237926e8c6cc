import { HoldfastError, type MetricLine, MetricLineSchema, parseWith } from "@holdfast/core";
import { linesOfBody } from "./client/line-stream.js";
import { elementFault, elementPlace } from "./element-place.js";
import { bodyChunks } from "./request-body.js";
import type { PlacedMetric } from "./verbs/record-metrics.js";

/** The most points of one request; they are held until all of them are checked. */
export const POINT_LIMIT = 500_000;

/** The longest line; the longest point has a fraction of it. */
const LINE_LIMIT = 10_000;

/** @throws HoldfastError `too-large` */
export function tooManyPoints(): HoldfastError {
  return new HoldfastError({
    code: "too-large",
    message: `one request holds up to ${POINT_LIMIT} points.`,
    remedy: "Send them in several requests: what is there already is recognised.",
  });
}

function parsedLine(text: string, line: number): MetricLine {
  if (text.length > LINE_LIMIT)
    throw new HoldfastError({
      code: "too-large",
      message: `the line is longer than ${LINE_LIMIT} characters.`,
      place: { line },
      remedy: "Write one point a line.",
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new HoldfastError({
      code: "invalid-input",
      message: `the line is not JSON: ${cause instanceof SyntaxError ? cause.message : "it could not be read"}.`,
      place: { line },
      remedy:
        'Write one point a line; JSON has no NaN and no Infinity: write "NaN" or "Infinity" as a string.',
      cause,
    });
  }
  return parseWith(MetricLineSchema, value, "point of a training metric", { line });
}

/**
 * The points of an NDJSON body with their lines.
 *
 * @param list the key under which they were elements of a document
 * @throws HoldfastError with line and key; `too-large`
 */
export async function metricLines(request: Request, limit: number, list?: string): Promise<PlacedMetric[]> {
  const points: PlacedMetric[] = [];
  let line = 0;
  try {
    for await (const text of linesOfBody(bodyChunks(request, limit))) {
      line += 1;
      if (text.trim() === "") continue;
      if (points.length === POINT_LIMIT) throw tooManyPoints();
      points.push({ place: elementPlace(line, list), value: parsedLine(text, line) });
    }
  } catch (error) {
    throw elementFault(error, list);
  }
  return points;
}
