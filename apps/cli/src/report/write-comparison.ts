import { resolve } from "node:path";
import type { CommandContext } from "../command.js";
import { UsageError } from "../usage-error.js";
import { comparisonFormat } from "./report-formats.js";

/** Sets two ablations beside each other: into a file, or as text on stdout where none is named. @throws UsageError */
export async function writeComparison(
  { print, cwd, connect }: CommandContext,
  first: string,
  second: string | undefined,
  file: string | undefined,
): Promise<void> {
  if (second === undefined)
    throw new UsageError(
      "a comparison is of two ablations.",
      "Write `holdfast report --compare NAME@VERSION NAME@VERSION`.",
    );
  const format = file === undefined ? "markdown" : comparisonFormat(file);
  const client = await connect();
  const document = await client.reportComparison(first, second, format);
  if (print.settings.json) print.document(JSON.parse(await client.reportComparison(first, second, "json")));
  if (file === undefined) {
    print.text(document.trimEnd());
    return;
  }
  const { writeWholeFile } = await import("../write-whole-file.js");
  await writeWholeFile(resolve(cwd, file), file, [document]);
  print.text(`wrote ${first} beside ${second} to ${file}`);
}
