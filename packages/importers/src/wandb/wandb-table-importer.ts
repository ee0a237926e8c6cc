import { HoldfastError, isHoldfastError } from "@holdfast/core";
import type { EvalLog } from "../logs/eval-log.js";
import type { LogImporter, LogOptions, LogSource } from "../logs/log-importer.js";
import { onlyLog } from "../logs/only-log.js";
import type { ScoredPoints } from "../logs/scored-points.js";
import { openTable } from "../tables/open-table.js";
import { scoreIn } from "../tables/table-cell.js";
import { type HistorySeries, historyColumns } from "./history-columns.js";
import { wandbLog, wandbPoints } from "./wandb-log.js";
import { UNKNOWN_WANDB_RUN } from "./wandb-run.js";
import { type WandbSays, wandbSays } from "./wandb-says.js";

const AVERAGED =
  "W&B averaged it over several steps when it was exported; scan_history and python -m holdfast.export_wandb do not";

interface Run {
  readonly name: string | null;
  readonly said: WandbSays;
  readonly points: ScoredPoints;
  readonly series: readonly HistorySeries[];
}

/** The metrics of a table that could be outcomes; the others are not read. */
function runsOf(
  runs: ReadonlyMap<string | null, readonly HistorySeries[]>,
  file: string,
  options: LogOptions,
): readonly Run[] {
  return [...runs].map(([name, series]) => {
    const said = wandbSays({ ...UNKNOWN_WANDB_RUN, name });
    const points = wandbPoints(said, file, options);
    return { name, said, points, series: series.filter(({ key }) => points.wants(key)) };
  });
}

function addRow({ points, series }: Run, step: number, at: (column: string) => unknown): void {
  for (const { key, column, ends } of series) {
    const cell = at(column);
    const value = scoreIn(cell);
    if (value === null) continue;
    const [least, greatest] = ends === null ? [value, value] : ends.map((end) => scoreIn(at(end)));
    if (least === greatest) points.add(key, step, value ?? cell);
    else points.leaveOut(`\`${key}\``, AVERAGED);
  }
}

async function readAll(source: LogSource, options: LogOptions): Promise<readonly EvalLog[]> {
  const { file } = source;
  const columns = await historyColumns(source.bytes);
  if (columns === null)
    throw new HoldfastError({
      code: "invalid-input",
      message: "it is no history of W&B.",
      place: { file },
      remedy: "Name its columns with `columns` in a rule of --map.",
    });
  const runs = runsOf(columns.runs, file, options);
  const wanted = [
    columns.step,
    ...runs.flatMap(({ series }) => series.flatMap(({ column, ends }) => [column, ...(ends ?? [])])),
  ];
  const places = new Map(wanted.map((column, index) => [column, index]));
  try {
    const { batches } = await openTable(source, wanted);
    for await (const batch of batches)
      for (const { cells } of batch) {
        const at = (column: string) => cells[places.get(column) ?? -1];
        const step = scoreIn(at(columns.step));
        for (const run of runs) addRow(run, step ?? Number.NaN, at);
      }
  } catch (error) {
    throw isHoldfastError(error) ? error.at({ file }) : error;
  }
  const note =
    columns.step === "_step"
      ? ["Over which axis its metrics are meant is not in a history: `_step` is taken."]
      : [];
  return runs.map(({ name, said, points }) =>
    wandbLog(said, points, note, runs.length === 1 || name === null ? undefined : name),
  );
}

/** Histories of W&B as tables: Parquet exports, what scan_history gives as CSV or NDJSON, the CSV of its pages. */
export const wandbTableImporter: LogImporter = {
  format: "wandb",
  looks: "histories that were exported from W&B (Parquet, CSV, NDJSON)",
  recognises: async (bytes) => (await historyColumns(bytes)) !== null,
  read: async (source, options) => onlyLog(await readAll(source, options), source.file),
  readAll,
};
