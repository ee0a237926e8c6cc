import { type EnvironmentIngredients, HoldfastError, type MixIngredients } from "@holdfast/core";
import { compareIngredients, GatheredIngredients } from "@holdfast/importers";
import type { CommandContext } from "../command.js";
import type { Given } from "../given.js";
import { openProgress } from "../record/progress.js";
import { UsageError } from "../usage-error.js";
import { ingredientsText } from "./ingredients-text.js";
import { mixFiles } from "./mix-files.js";
import { withMixBytes } from "./open-mix-file.js";

async function gathered(
  words: readonly string[],
  { cwd, print }: CommandContext,
): Promise<GatheredIngredients> {
  const { files, passedOver } = await mixFiles(words, cwd);
  if (passedOver.length > 0) print.note(`passed over, no rows: ${passedOver.join(", ")}`);
  const found = new GatheredIngredients(words.join(", "));
  const progress = await openProgress(
    print,
    files.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  progress.step("reading");
  try {
    for (const { path, shown, bytes } of files) {
      await withMixBytes(path, shown, (source) => found.read({ file: shown, bytes: source }));
      progress.add(bytes);
    }
  } finally {
    progress.done();
  }
  return found;
}

function leftOutOf({ leftOut }: EnvironmentIngredients): number {
  return leftOut.reduce((sum, { count }) => sum + count, 0);
}

/** `holdfast mix ingredients FILES... [--against FILE]`. */
export async function ingredients(context: CommandContext, given: Given): Promise<void> {
  const words = given.positionals.slice(1);
  if (words.length === 0)
    throw new UsageError(
      "FILES... is missing.",
      "Usage: holdfast mix ingredients FILES... [--against FILE|DIR]",
    );
  const against = given.text("against");
  const { print } = context;
  const a = await gathered(words, context);
  const b = against === undefined ? null : await gathered([against], context);
  const document: MixIngredients = {
    a: a.ingredients,
    b: b?.ingredients ?? null,
    comparison: b === null ? null : compareIngredients(a, b),
  };
  print.document(document);
  print.text(ingredientsText(document, print.settings.columns, (text) => print.style("bold", text)));
  const leftOut = leftOutOf(document.a) + (document.b === null ? 0 : leftOutOf(document.b));
  if (leftOut > 0 && !given.flag("allow-partial"))
    throw new HoldfastError({
      code: "invalid-input",
      message: `${leftOut} rows were left out, for the reasons given above.`,
      remedy: "Mend them and ask again; --allow-partial takes the rest as it is.",
    });
}
