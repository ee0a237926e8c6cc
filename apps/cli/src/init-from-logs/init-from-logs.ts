import { basename, extname, resolve } from "node:path";
import { type AblationDraftReport, HoldfastError } from "@holdfast/core";
import type { CommandContext } from "../command.js";
import type { Given } from "../given.js";
import { logFiles } from "../import/log-files.js";
import { readMapping } from "../import/read-mapping.js";
import { openProgress } from "../record/progress.js";
import { plural } from "../tables/number-text.js";
import { writeNewFile } from "../write-new-file.js";
import { draftFromLogs } from "./draft-from-logs.js";
import { draftText } from "./draft-text.js";

/** A name for an ablation after the folder of its logs. */
function nameAfter(folder: string, cwd: string): string {
  const name = basename(resolve(cwd, folder))
    .replace(/[^A-Za-z0-9._+-]+/g, "-")
    .replace(/^[._+-]+/, "");
  return name === "" ? "my-ablation" : name.slice(0, 120);
}

function refuse(message: string, file: string, remedy: string): never {
  throw new HoldfastError({ code: "invalid-input", message, place: { file }, remedy });
}

/** Writes the draft of an ablation from logs that are there already. @throws HoldfastError where there are none */
export async function initFromLogs(
  { print, cwd, connect }: CommandContext,
  given: Given,
  folder: string,
): Promise<void> {
  const [file = "ablation.yaml"] = given.positionals;
  if (![".yaml", ".yml"].includes(extname(file)))
    refuse("a draft is written as YAML.", file, "Name a file that ends in .yaml.");
  const mapping = await readMapping(given.text("map"), cwd);
  const files = await logFiles([folder], cwd);
  const progress = await openProgress(
    print,
    files.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  progress.step("reading");
  const draft = await draftFromLogs(files, mapping, progress.add).finally(progress.done);
  if (draft.evals.length === 0)
    refuse(
      draft.refused[0]?.reason ?? "there are no logs with scores in it.",
      folder,
      "Name a folder with logs of Inspect AI or results of lm-evaluation-harness.",
    );
  const { text, missing } = draftText(draft, { file, name: nameAfter(folder, cwd) });
  await writeNewFile(resolve(cwd, file), file, text);
  await connect({ creates: true });
  const unbound = draft.unbound.reduce((sum, { files: of }) => sum + of.length, 0);
  const report: AblationDraftReport = {
    file,
    logs: draft.logs,
    unbound,
    refused: draft.refused.map(({ file: of, reason }) => ({ file: of, reason })),
    arms: draft.arms.map(({ name }) => name),
    stages: [...draft.stages],
    seeds: [...draft.seeds],
    evals: draft.evals.map(({ id }) => id),
    toFillIn: [...missing],
  };
  print.document(report);
  print.text(
    `wrote ${file} from ${plural(draft.logs, "log")}: ${plural(draft.arms.length, "arm")}, ${plural(draft.stages.length, "stage")}, ${plural(draft.evals.length, "eval")}`,
  );
  if (unbound > 0)
    print.text(
      `nobody says which checkpoint ${plural(unbound, "log")} ${unbound === 1 ? "is" : "are"} about: see the file`,
    );
  for (const { file: of, reason } of draft.refused) print.note(`not read: ${of}: ${reason}`);
  print.note(
    `Next: fill in what is marked with \`# ?\` (${missing.length}), then: holdfast register ${file}, and holdfast import ${folder}`,
  );
}
