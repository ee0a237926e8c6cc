import { readFile } from "node:fs/promises";
import { HoldfastError, inputError, type OracleFile, OracleFileSchema } from "@holdfast/core";
import { systemFault } from "../system-fault.js";

/** The line that JSON's own message names, by position or in words; the last one where the text ends too early. */
function faultLine(message: string, text: string): number {
  const named = /line (\d+)/.exec(message)?.[1];
  if (named !== undefined) return Number(named);
  const position = /position (\d+)/.exec(message)?.[1];
  return text.slice(0, position === undefined ? text.length : Number(position)).split("\n").length;
}

function parseJson(text: string, shown: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const said = message.replace(/ in JSON at position.*/, "").replace(/, \.\.\..* is not valid JSON/, "");
    throw new HoldfastError({
      code: "invalid-input",
      message: `this is not JSON: ${said}.`,
      place: { file: shown, line: faultLine(message, text) },
      remedy: "Write JSON; it has no NaN, no Infinity and no comments.",
      cause: error,
    });
  }
}

async function lineOf(text: string, path: readonly PropertyKey[]): Promise<number | undefined> {
  const { LineCounter, parseDocument } = await import("yaml");
  const { lineAt } = await import("../ablation-file/read-documents.js");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return lineAt(
    document,
    lines,
    path.map((part) => (typeof part === "number" ? part : String(part))),
  );
}

/** Reads a file of reference cases. @throws HoldfastError naming file, line and key of what does not fit the format */
export async function readOracleFile(path: string, shown: string): Promise<OracleFile> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (!(error instanceof TypeError)) throw systemFault(error, shown);
    throw new HoldfastError({
      code: "invalid-input",
      message: "the file is not UTF-8.",
      place: { file: shown },
      remedy: "Write it as UTF-8.",
    });
  }
  const parsed = OracleFileSchema.safeParse(parseJson(text, shown));
  if (parsed.success) return parsed.data;
  const line = await lineOf(text, parsed.error.issues[0]?.path ?? []);
  const place = line === undefined ? { file: shown } : { file: shown, line };
  throw inputError(parsed.error, "file of reference cases", place);
}
