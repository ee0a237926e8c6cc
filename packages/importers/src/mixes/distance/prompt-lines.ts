import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { chunksOfBytes } from "../../bytes/byte-source.js";
import { parseJson } from "../../json/parse-json.js";
import { DEFAULT_READ_LIMITS } from "../../outcome-reader.js";
import { textLines } from "../../text-lines.js";
import type { TrainingSource } from "../rows/training-source.js";
import type { EvalPrompt } from "./prompt-set.js";

/** Reads JSON a line. @param promptOf the prompt in a decoded line; what it throws gets the line */
export async function* promptLines(
  { file, bytes }: TrainingSource,
  promptOf: (decoded: unknown, line: number) => EvalPrompt,
): AsyncGenerator<EvalPrompt> {
  const source = { file, chunks: chunksOfBytes(bytes) };
  for await (const { line, text, invalidAt } of textLines(source, DEFAULT_READ_LIMITS.lineBytes)) {
    if (text.trim() === "") continue;
    try {
      if (invalidAt !== null)
        throw new HoldfastError({
          code: "invalid-input",
          message: "the line is not valid UTF-8.",
          remedy: "Write the file as UTF-8, for example with: iconv -f LATIN1 -t UTF-8 FILE.",
        });
      yield promptOf(parseJson(text), line);
    } catch (error) {
      throw isHoldfastError(error) ? error.at({ file, line }) : error;
    }
  }
}
