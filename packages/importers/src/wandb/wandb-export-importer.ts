import { HoldfastError, isHoldfastError, parseWith } from "@holdfast/core";
import { z } from "zod";
import { chunksOfBytes } from "../bytes/byte-source.js";
import { parseJson } from "../json/parse-json.js";
import type { EvalLog } from "../logs/eval-log.js";
import type { LogImporter, LogOptions, LogSource } from "../logs/log-importer.js";
import { DEFAULT_READ_LIMITS } from "../outcome-reader.js";
import { textLines } from "../text-lines.js";
import { HistoryRows } from "./history-rows.js";
import { StepAxes } from "./step-axes.js";
import { wandbLog, wandbPoints, withRunId } from "./wandb-log.js";
import { wandbSays } from "./wandb-says.js";

/** How the first line of the files begins that `holdfast.export_wandb` writes. */
const BEGINNING = /^\{\s*"format":\s*"wandb-run\//;
const text = z.string().nullish();

const HeaderSchema = z.object({
  format: z.literal("wandb-run/1"),
  id: z.string(),
  entity: text,
  project: text,
  name: text,
  group: text,
  job_type: text,
  tags: z.array(z.string()),
  state: text,
  created_at: text,
  config: z.record(z.string(), z.unknown()),
  axes: z.array(z.tuple([z.string(), z.string()])),
  summary: z.record(z.string(), z.unknown()),
});
type Header = z.infer<typeof HeaderSchema>;

const STILL_RUNNING = "The run had not ended when it was exported: export it again later.";

function refuse(message: string): never {
  throw new HoldfastError({
    code: "invalid-input",
    message,
    remedy: "Export the run again: python -m holdfast.export_wandb ENTITY/PROJECT FOLDER --again.",
  });
}

/** The lines of a file, decoded; the last must have its end. */
async function* decodedLines({ file, bytes }: LogSource): AsyncGenerator<[line: number, value: unknown]> {
  const lines = textLines({ file, chunks: chunksOfBytes(bytes) }, DEFAULT_READ_LIMITS.lineBytes);
  for await (const { line, text: content, ended, invalidAt } of lines) {
    try {
      if (invalidAt !== null) refuse("the line is not valid UTF-8.");
      if (!ended) refuse("the last line ends in the middle: the file was cut off.");
      yield [line, parseJson(content)];
    } catch (error) {
      throw isHoldfastError(error) ? error.at({ line }) : error;
    }
  }
}

function saidBy(header: Header) {
  const created = Date.parse(header.created_at ?? "");
  return wandbSays({
    id: header.id,
    entity: header.entity ?? null,
    project: header.project ?? null,
    name: header.name ?? null,
    group: header.group ?? null,
    jobType: header.job_type ?? null,
    tags: header.tags,
    config: header.config,
    startedMs: Number.isNaN(created) ? 0 : created,
  });
}

async function read(source: LogSource, options: LogOptions): Promise<EvalLog> {
  const lines = decodedLines(source);
  const first = await lines.next();
  if (first.done === true) refuse("there is nothing in it.");
  const header = parseWith(HeaderSchema, first.value[1], "export of a run of W&B", { line: 1 });
  const said = saidBy(header);
  const axes = new StepAxes();
  for (const [name, axis] of header.axes) axes.define(name, axis);
  const points = wandbPoints(said, source.file, options);
  const rows = new HistoryRows(points, axes);
  for await (const [line, value] of lines) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new HoldfastError({
        code: "invalid-input",
        message: "the line is no row of a history.",
        place: { line },
        remedy: "Export the run again.",
      });
    const row = Object.entries(value);
    const step: unknown = row.find(([key]) => key === "_step")?.[1];
    rows.add(row, typeof step === "number" ? step : Number.NaN);
  }
  for (const [key, value] of Object.entries(header.summary)) rows.addFinal(key, value);
  const isOver = header.state !== "running" && header.state !== "pending";
  const named = withRunId(said, header.id, source.file, options);
  return wandbLog(named, points, isOver ? [] : [STILL_RUNNING]);
}

/** Runs that `python -m holdfast.export_wandb` fetched from W&B. */
export const wandbExportImporter: LogImporter = {
  format: "wandb",
  looks: "runs that `python -m holdfast.export_wandb` fetched (`*.wandb.jsonl`)",
  recognises: async (bytes) => BEGINNING.test((await bytes.read(0, 64)).toString("latin1")),
  read,
};
