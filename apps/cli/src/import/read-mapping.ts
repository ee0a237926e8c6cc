import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { HoldfastError } from "@holdfast/core";
import { type MappingRule, parseMapping } from "@holdfast/importers";
import { parse } from "yaml";
import { systemFault } from "../system-fault.js";

/** The rules of a mapping file, in YAML or JSON; none without a file. @throws HoldfastError with file and key */
export async function readMapping(file: string | undefined, cwd: string): Promise<readonly MappingRule[]> {
  if (file === undefined) return [];
  const text = await readFile(resolve(cwd, file), "utf8").catch((error: unknown) => {
    throw systemFault(error, file);
  });
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: 100 });
  } catch (cause) {
    throw new HoldfastError({
      code: "invalid-input",
      message: `the mapping is neither YAML nor JSON: ${cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : ""}`,
      place: { file },
      remedy: "Put patterns that begin with * or { in quotes.",
      cause,
    });
  }
  return parseMapping(document, file);
}
