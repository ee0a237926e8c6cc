import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { readCroissant } from "@holdfast/importers";
import type { CommandContext } from "../command.js";
import type { Given } from "../given.js";
import { systemFault } from "../system-fault.js";
import { UsageError } from "../usage-error.js";
import { writeWholeFile } from "../write-whole-file.js";
import { componentYaml } from "./measure-text.js";

/** A description is seldom beyond some hundred kilobytes; what is larger is data. */
const LARGEST = 64 * 1024 * 1024;

async function decoded(path: string, shown: string): Promise<unknown> {
  try {
    if ((await stat(path)).size > LARGEST)
      throw new HoldfastError({
        code: "too-large",
        message: "the file is beyond 64 MiB, and a description of data never is.",
        place: { file: shown },
        remedy: "Name the document of Croissant; data are measured with `holdfast mix measure`.",
      });
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new HoldfastError({
        code: "invalid-input",
        message: "this is not JSON.",
        place: { file: shown },
        remedy: "Name a document of Croissant (JSON-LD).",
        cause: error,
      });
    throw systemFault(error, shown);
  }
}

/** `holdfast mix import CROISSANT`: the components that a document of Croissant describes. */
export async function importMix({ print, cwd }: CommandContext, given: Given): Promise<void> {
  const [, file, surplus] = given.positionals;
  if (file === undefined || surplus !== undefined)
    throw new UsageError("one document is read.", "Usage: holdfast mix import CROISSANT.json --kind KIND");
  const document = await decoded(resolve(cwd, file), file);
  try {
    const mix = readCroissant(document, given.text("kind") ?? "unknown");
    print.document(mix);
    print.text(mix.components.map(componentYaml).join("\n"));
    const out = given.text("out");
    if (out === undefined) return;
    await writeWholeFile(resolve(cwd, out), out, [`${JSON.stringify(mix, null, 2)}\n`]);
    print.note(`written to ${out}`);
  } catch (error) {
    throw isHoldfastError(error) ? error.at({ file }) : error;
  }
}
