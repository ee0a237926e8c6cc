import { HoldfastError, isHoldfastError } from "@holdfast/core";
import type { TableRule } from "../binding/table-rule.js";
import type { EvalLog } from "../logs/eval-log.js";
import { harnessName } from "../logs/harness-name.js";
import type { LogImporter, LogOptions, LogSource } from "../logs/log-importer.js";
import { onlyLog } from "../logs/only-log.js";
import { openTable } from "./open-table.js";
import { TableLogs } from "./table-logs.js";
import { tablePlan } from "./table-plan.js";

/** The last rule that names columns and fits the path: a later one counts instead of an earlier. */
function ruleFor(file: string, { mapping = [] }: LogOptions): TableRule | null {
  const path = file.replaceAll("\\", "/");
  const fitting = mapping.filter(
    ({ table, match }) => table !== null && match.every(({ pattern }) => pattern(path) !== null),
  );
  return fitting.at(-1)?.table ?? null;
}

function nameOf(file: string): string {
  const base = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  return harnessName(base.replace(/\.[A-Za-z]{1,8}$/, ""));
}

async function readTable(source: LogSource, options: LogOptions): Promise<readonly EvalLog[]> {
  const { file } = source;
  const rule = ruleFor(file, options);
  if (rule === null)
    throw new HoldfastError({
      code: "invalid-input",
      message: "no rule says what the columns of the table are.",
      place: { file },
      remedy: "Name them with `columns` in a rule of --map.",
    });
  const plan = tablePlan(rule, options.cluster);
  const { batches, unit } = await openTable(source, plan.wanted);
  const logs = new TableLogs(plan, rule, `${nameOf(file)}@0`);
  let [read, passed] = [0, 0];
  for await (const batch of batches)
    for (const { at, cells } of batch) {
      read += 1;
      if (!plan.isMeant(cells)) {
        passed += 1;
        continue;
      }
      try {
        logs.add(at, cells);
      } catch (error) {
        throw isHoldfastError(error) ? error.at({ file, line: at }) : error;
      }
    }
  const all = logs.logs(unit);
  const [first, ...others] = all;
  if (first === undefined)
    throw new HoldfastError({
      code: "invalid-input",
      message: read === 0 ? "there are no rows in it." : `\`where\` passes over all of its ${read} rows.`,
      place: { file },
      remedy: read === 0 ? "Write it again, with rows below its header." : "Correct the rule of --map.",
    });
  const { cluster } = rule.columns;
  const notes = [
    ...(passed === 0 ? [] : [`${passed} of ${read} rows were passed over, as \`where\` says.`]),
    ...(typeof cluster === "string" ? [`Its clusters are those of the column \`${cluster}\`.`] : []),
  ];
  return [{ ...first, notes: [...first.notes, ...notes] }, ...others];
}

async function readAll(source: LogSource, options: LogOptions): Promise<readonly EvalLog[]> {
  try {
    return await readTable(source, options);
  } catch (error) {
    throw isHoldfastError(error) ? error.at({ file: source.file }) : error;
  }
}

/** Tables whose columns a rule of a mapping names: CSV, JSON lines or a list of objects, Parquet. */
export const tableImporter: LogImporter = {
  format: "table",
  looks: "tables (CSV, NDJSON, Parquet) whose columns a rule of --map names",
  recognises: async (_bytes, about) => about !== undefined && ruleFor(about.file, about.options) !== null,
  read: async (source, options) => onlyLog(await readAll(source, options), source.file),
  readAll,
};
