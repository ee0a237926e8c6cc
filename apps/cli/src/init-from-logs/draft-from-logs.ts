import { describeError, isHoldfastError } from "@holdfast/core";
import {
  type BindingRules,
  bindLog,
  boundLines,
  type EvalLog,
  findLogImporter,
  type LogSource,
  type MappingRule,
} from "@holdfast/importers";
import type { LogFile } from "../import/log-files.js";
import { withLog } from "../import/open-log.js";
import type { AblationDraft } from "./ablation-draft.js";
import { DraftGatherer } from "./draft-gatherer.js";

async function logsOf(source: LogSource, mapping: readonly MappingRule[]): Promise<readonly EvalLog[]> {
  const options = { cluster: null, countsFamilies: true, mapping };
  const importer = await findLogImporter(source.bytes, { file: source.file, options });
  if (importer === undefined) return [];
  return (await importer.readAll?.(source, options)) ?? [await importer.read(source, options)];
}

function add(to: DraftGatherer, file: string, log: EvalLog, rules: BindingRules): void {
  const bound = bindLog(log.says, file, rules);
  if (bound.is === "skipped") return;
  const outcomes =
    bound.is === "unbound"
      ? log.outcomes
      : boundLines(log, bound, file).map(({ metric = "score", ...line }) => ({ ...line, metric }));
  to.add(file, log, { bound, outcomes });
}

/** What logs say of the ablation that they belong to. A log that cannot be read is named in the draft. */
export async function draftFromLogs(
  files: readonly LogFile[],
  mapping: readonly MappingRule[],
  done: (bytes: number) => void,
): Promise<AblationDraft> {
  const rules = { identity: null, mapping, checkpoints: [] };
  const gatherer = new DraftGatherer();
  for (const file of files) {
    try {
      for (const log of await withLog(file, (source) => logsOf(source, mapping)))
        add(gatherer, file.shown, log, rules);
    } catch (error) {
      if (!isHoldfastError(error)) throw error;
      gatherer.refuse(file.shown, describeError(error));
    }
    done(file.bytes);
  }
  return gatherer.draft;
}
