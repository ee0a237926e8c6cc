import { resolve } from "node:path";
import { componentOf, HoldfastError, type MeasuredComponent, type MixMeasure } from "@holdfast/core";
import { type MeasureSettings, TOKEN_ENCODINGS } from "@holdfast/importers";
import type { CommandContext } from "../command.js";
import type { Given } from "../given.js";
import { numberGiven } from "../number-given.js";
import { countText } from "../tables/number-text.js";
import { UsageError } from "../usage-error.js";
import { writeWholeFile } from "../write-whole-file.js";
import { measureFiles } from "./measure-files.js";
import { measureText } from "./measure-text.js";
import { datasetName, mixFiles } from "./mix-files.js";

/** Where measurings keep what they have. */
export const STATE_FOLDER = ".holdfast/mix";

/** @throws UsageError for a number that is none */
export function settingsGiven(given: Given): MeasureSettings {
  const encoding = given.text("encoding") ?? "o200k_base";
  if (encoding !== "none" && !TOKEN_ENCODINGS.some((name) => name === encoding))
    throw new UsageError(
      `there is no encoding \`${encoding}\`.`,
      `Say --encoding ${TOKEN_ENCODINGS.join("|")}|none.`,
    );
  const seed = numberGiven(given, "seed") ?? 1;
  if (!Number.isSafeInteger(seed)) throw new UsageError("--seed is a whole number.", "Write --seed 1.");
  return {
    encoding: encoding === "none" ? null : encoding,
    nearSeed: given.flag("no-near") ? null : seed,
    reasonsKey: given.text("reasons") ?? null,
  };
}

export function threadsGiven(given: Given): number | undefined {
  const threads = numberGiven(given, "threads");
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 0 || threads > 64))
    throw new UsageError("--threads is a whole number from 0 to 64.", "Write --threads 2, for example.");
  return threads;
}

/** What of the files is not in the numbers, as the beginning of a sentence; null where they are whole. */
export function partialText({ leftOut, remarks }: MixMeasure): string | null {
  const count = leftOut.reduce((sum, each) => sum + each.count, 0);
  if (count + remarks.length === 0) return null;
  if (count === 0) return "a file mixes rows of several shapes";
  return count === 1 ? "a row or file was left out" : `${countText(count)} rows or files were left out`;
}

/** `holdfast mix measure FILES...`. */
export async function measure({ print, cwd }: CommandContext, given: Given): Promise<void> {
  const words = given.positionals.slice(1);
  if (words.length === 0)
    throw new UsageError("FILES... is missing.", "Usage: holdfast mix measure FILES... --kind KIND");
  const { files, passedOver } = await mixFiles(words, cwd);
  if (passedOver.length > 0) print.note(`passed over, no rows: ${passedOver.join(", ")}`);
  const measured = await measureFiles(
    {
      dataset: given.text("dataset") ?? datasetName(words),
      kind: given.text("kind") ?? "unknown",
      files,
      settings: settingsGiven(given),
      state: given.text("state") ?? STATE_FOLDER,
      cwd,
      threads: threadsGiven(given),
    },
    print,
  );
  const document: MeasuredComponent = { component: componentOf(measured), measured };
  print.document(document);
  const partial = given.flag("allow-partial") ? null : partialText(measured);
  const component = partial === null && measured.rows > 0 ? document.component : null;
  print.text(measureText(measured, component, print.settings.columns, (text) => print.style("bold", text)));
  if (partial !== null)
    throw new HoldfastError({
      code: "invalid-input",
      message: `${partial}, for the reasons given above.`,
      remedy: "Mend them and measure again; --allow-partial takes the rest as it is.",
    });
  const out = given.text("out");
  if (out === undefined) return;
  await writeWholeFile(resolve(cwd, out), out, [`${JSON.stringify(document, null, 2)}\n`]);
  print.note(`written to ${out}`);
}
