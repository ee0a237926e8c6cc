import { readFile } from "node:fs/promises";
import { HoldfastError } from "@holdfast/core";
import { type Document, isNode, LineCounter, parseAllDocuments, type YAMLError } from "yaml";
import { systemFault } from "../system-fault.js";
import type { AblationDocument } from "./ablation-document.js";

/** The parts of a key such as `arms[2].mixes.sft`; a name that has dots itself is not told apart. */
function partsOf(key: string): (string | number)[] {
  return key
    .split(/\.|\[(\d+)\]/)
    .filter((part) => part !== undefined && part !== "")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The line of the value at a path, or of the innermost value above it that is there. */
export function lineAt(
  document: Document.Parsed,
  lines: LineCounter,
  path: readonly (string | number)[],
): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}

function syntaxFault(error: YAMLError, isJson: boolean, file: string): HoldfastError {
  return new HoldfastError({
    code: "invalid-input",
    message: `this is not ${isJson ? "JSON" : "YAML"}: ${error.message.split("\n")[0]?.replace(/ at line .*/, ".")}`,
    place: { file, ...(error.linePos === undefined ? {} : { line: error.linePos[0].line }) },
    remedy: "Repair the line, or the one before it.",
    cause: error,
  });
}

function strictJson(text: string, file: string, lines: LineCounter): void {
  try {
    JSON.parse(text);
  } catch (error) {
    const at = error instanceof Error ? error.message.match(/position (\d+)/)?.[1] : undefined;
    throw new HoldfastError({
      code: "invalid-input",
      message: `this is not JSON: ${error instanceof Error ? error.message.replace(/ in JSON at position.*/, "") : ""}.`,
      place: { file, ...(at === undefined ? {} : { line: lines.linePos(Number(at)).line }) },
      remedy: "Write JSON, or name the file .yaml.",
      cause: error,
    });
  }
}

/** Reads JSON or YAML 1.2: one ablation, a list of them, or several YAML documents. */
export async function readDocuments(path: string, shown: string): Promise<readonly AblationDocument[]> {
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
  const isJson = /\.json$/i.test(path);
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines });
  if (isJson) strictJson(text, shown, lines);
  if (!Array.isArray(documents) || documents.length === 0) {
    throw new HoldfastError({
      code: "invalid-input",
      message: "the file is empty.",
      place: { file: shown },
      remedy: "Write an ablation into it; `holdfast init` writes one to start from.",
    });
  }
  return documents.flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw syntaxFault(error, isJson, shown);
    const value: unknown = document.toJS();
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.map((item, index) => ({
      value: item,
      lineOf: (key: string) =>
        lineAt(document, lines, [...(Array.isArray(value) ? [index] : []), ...partsOf(key)]),
    }));
  });
}
