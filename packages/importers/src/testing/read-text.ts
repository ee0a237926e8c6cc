import { describeError, type ErrorCode, isHoldfastError } from "@holdfast/core";
import type { LocatedLine, ReadLimits } from "../outcome-reader.js";
import { readOutcomeLines } from "../read-outcome-lines.js";

/** The bytes in chunks of `size`, so that every boundary falls somewhere once. */
export function* chunked(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** Reads a text (or bytes) as the file `outcomes`. */
export async function readText(
  text: string | Uint8Array,
  options: Partial<ReadLimits> & { readonly chunk?: number } = {},
): Promise<LocatedLine[]> {
  const { chunk = 7, ...limits } = options;
  const bytes = typeof text === "string" ? Buffer.from(text, "utf8") : text;
  const lines: LocatedLine[] = [];
  for await (const line of readOutcomeLines({ file: "outcomes", chunks: chunked(bytes, chunk) }, limits))
    lines.push(line);
  return lines;
}

/** The code of the error that reading gives, and the error as people see it. */
export async function refusal(
  text: string | Uint8Array,
  options: Partial<ReadLimits> & { readonly chunk?: number } = {},
): Promise<{ readonly code: ErrorCode; readonly said: string }> {
  try {
    await readText(text, options);
  } catch (error) {
    if (isHoldfastError(error)) return { code: error.code, said: describeError(error) };
    throw error;
  }
  throw new Error("the text was accepted");
}
