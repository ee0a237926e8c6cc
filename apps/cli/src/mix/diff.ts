import { diffMixes } from "@holdfast/core";
import { overlapOfData } from "@holdfast/importers";
import type { CommandContext } from "../command.js";
import type { Given } from "../given.js";
import { UsageError } from "../usage-error.js";
import { sideGiven } from "./diff-side.js";
import { diffText } from "./diff-text.js";
import { STATE_FOLDER, settingsGiven, threadsGiven } from "./measure.js";
import { withMixBytes } from "./open-mix-file.js";

/** `holdfast mix diff A B`. */
export async function diff(context: CommandContext, given: Given): Promise<void> {
  const [, left, right, surplus] = given.positionals;
  if (left === undefined || right === undefined || surplus !== undefined)
    throw new UsageError("two mixes are compared.", "Usage: holdfast mix diff A B");
  const { print } = context;
  const settings = settingsGiven(given);
  const how = { settings, state: given.text("state") ?? STATE_FOLDER, threads: threadsGiven(given) };
  const [a, b] = [await sideGiven(left, context, how), await sideGiven(right, context, how)];
  const overlap =
    a.files === null || b.files === null
      ? ({ status: "not-measured", reason: a.files === null ? a.why : b.why } as const)
      : settings.nearSeed === null
        ? ({ status: "not-measured", reason: "it was not asked for" } as const)
        : await overlapOfData(a.files, b.files, settings.nearSeed, withMixBytes);
  const document = diffMixes(a, b, overlap);
  print.document(document);
  print.text(diffText(document, print.settings.columns, (text) => print.style("bold", text)));
}
