import { HoldfastError, isHoldfastError } from "@holdfast/core";
import type { ByteSource } from "../bytes/byte-source.js";
import { parseJson } from "../json/parse-json.js";
import type { ScoredPoints } from "../logs/scored-points.js";
import { datastoreRecords } from "./datastore-records.js";
import { HistoryRows } from "./history-rows.js";
import { StepAxes } from "./step-axes.js";
import { type ReadRecord, wandbMessages } from "./wandb-messages.js";
import { UNKNOWN_WANDB_RUN, type WandbRun } from "./wandb-run.js";

/** What one `.wandb` file says of its run, without its history. */
export interface WandbHead {
  readonly run: WandbRun;
  readonly axes: StepAxes;
  /** Whether its last record is cut off. */
  readonly isCut: boolean;
  /** Whether the end of the run is in it. */
  readonly hasEnded: boolean;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listIn(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function textIn(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The path of an item: one key, or the keys of nested values. */
function pathOf({ key, nested_key }: Record<string, unknown>): readonly string[] {
  const nested = Array.isArray(nested_key) ? nested_key.filter((part) => typeof part === "string") : [];
  const own = textIn(key);
  return nested.length > 0 ? nested : own === null ? [] : [own];
}

function valueIn(item: Record<string, unknown>): unknown {
  for (const kind of ["number", "integer", "boolean"] as const)
    if (item[kind] !== undefined) return item[kind];
  return typeof item.value_json === "string" ? parseJson(item.value_json) : undefined;
}

/** Sets a value at its path; what is above it becomes an object. */
function withValue(
  object: Readonly<Record<string, unknown>>,
  [first, ...rest]: readonly string[],
  value: unknown,
): Readonly<Record<string, unknown>> {
  if (first === undefined) return object;
  const inner = object[first];
  const next = rest.length === 0 ? value : withValue(isRecord(inner) ? inner : {}, rest, value);
  return Object.fromEntries([...Object.entries(object).filter(([key]) => key !== first), [first, next]]);
}

function configWith(
  config: Readonly<Record<string, unknown>>,
  change: unknown,
): Readonly<Record<string, unknown>> {
  if (!isRecord(change)) return config;
  let next = config;
  for (const item of listIn(change.update)) next = withValue(next, pathOf(item), valueIn(item));
  for (const item of listIn(change.remove)) {
    const [first] = pathOf(item);
    next = Object.fromEntries(Object.entries(next).filter(([key]) => key !== first));
  }
  return next;
}

function runWith(before: WandbRun, record: Record<string, unknown>): WandbRun {
  const time = isRecord(record.start_time) ? record.start_time : {};
  const [seconds, nanos] = [Number(time.seconds ?? 0), Number(time.nanos ?? 0)];
  const tags = Array.isArray(record.tags) ? record.tags.filter((tag) => typeof tag === "string") : [];
  return {
    id: textIn(record.run_id) ?? before.id,
    entity: textIn(record.entity) ?? before.entity,
    project: textIn(record.project) ?? before.project,
    group: textIn(record.run_group) ?? before.group,
    jobType: textIn(record.job_type) ?? before.jobType,
    name: textIn(record.display_name) ?? before.name,
    // tags are sent anew as a whole
    tags: tags.length > 0 ? tags : before.tags,
    config: configWith(before.config, record.config),
    startedMs: seconds > 0 ? seconds * 1000 + nanos / 1e6 : before.startedMs,
  };
}

function define(axes: StepAxes, metric: unknown): void {
  if (!isRecord(metric)) return;
  const name = textIn(metric.glob_name) ?? textIn(metric.name);
  const index = metric.step_metric_index;
  if (name !== null)
    axes.define(name, textIn(metric.step_metric) ?? (typeof index === "number" ? index : null));
}

async function* decoded(
  bytes: ByteSource,
  read: ReadRecord,
  told: { isCut: boolean },
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  for await (const record of datastoreRecords(bytes, told)) {
    try {
      yield read(record);
    } catch (cause) {
      if (isHoldfastError(cause)) throw cause;
      throw new HoldfastError({
        code: "invalid-input",
        message: "a record of the log is none of W&B's messages.",
        remedy: "Copy the folder of the run again from where it was written.",
        cause,
      });
    }
  }
}

/** Reads what a `.wandb` file says of its run. @throws HoldfastError `invalid-input` where it is damaged */
export async function readWandbHead(bytes: ByteSource): Promise<WandbHead> {
  const { head } = await wandbMessages();
  const [told, axes] = [{ isCut: false }, new StepAxes()];
  let [run, hasEnded] = [UNKNOWN_WANDB_RUN, false];
  for await (const record of decoded(bytes, head, told)) {
    if (isRecord(record.run)) run = runWith(run, record.run);
    if (isRecord(record.config)) run = { ...run, config: configWith(run.config, record.config) };
    define(axes, record.metric);
    if (record.exit !== undefined) hasEnded = true;
  }
  return { run, axes, isCut: told.isCut, hasEnded };
}

/** Adds what a `.wandb` file logged to the points: its history, and what only its summary says. */
export async function readWandbHistory(
  bytes: ByteSource,
  axes: StepAxes,
  points: ScoredPoints,
): Promise<void> {
  const { logged } = await wandbMessages();
  const rows = new HistoryRows(points, axes);
  const final = new Map<string, unknown>();
  const names = axes.axes;
  for await (const { history, summary } of decoded(bytes, logged, { isCut: false })) {
    if (isRecord(summary))
      for (const item of listIn(summary.update)) {
        const key = pathOf(item).join(".");
        if (points.wants(key)) final.set(key, valueIn(item));
      }
    if (!isRecord(history)) continue;
    const row = listIn(history.item).flatMap((item): (readonly [string, unknown])[] => {
      const key = pathOf(item).join(".");
      return key === "_step" || names.has(key) || points.wants(key) ? [[key, valueIn(item)]] : [];
    });
    const own = row.find(([key]) => key === "_step")?.[1];
    const step = isRecord(history.step) ? Number(history.step.num ?? 0) : Number.NaN;
    rows.add(row, typeof own === "number" ? own : step);
  }
  for (const [key, value] of final) rows.addFinal(key, value);
}
