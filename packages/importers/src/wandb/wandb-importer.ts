import { isHoldfastError } from "@holdfast/core";
import type { ByteSource } from "../bytes/byte-source.js";
import type { EvalLog } from "../logs/eval-log.js";
import type { LogImporter, LogOptions, LogSource } from "../logs/log-importer.js";
import type { ScoredPoints } from "../logs/scored-points.js";
import { isDatastore } from "./datastore-records.js";
import { wandbLog, wandbPoints, withRunId } from "./wandb-log.js";
import type { WandbRun } from "./wandb-run.js";
import { wandbSays } from "./wandb-says.js";
import { readWandbHead, readWandbHistory, type WandbHead } from "./wandb-segment.js";

/** Another segment of the same run. */
interface Other {
  readonly folder: string;
  readonly head: WandbHead;
}

/** When a segment was begun; W&B names its folders after that moment, for where the log does not say it. */
function orderOf(folder: string, { run }: WandbHead): readonly [number, string] {
  return [run.startedMs, folder];
}

function isLater(a: readonly [number, string], b: readonly [number, string]): boolean {
  return a[0] !== b[0] ? a[0] > b[0] : a[1] > b[1];
}

function folderAndName(file: string): readonly [folder: string, name: string] {
  const parts = file.replaceAll("\\", "/").split("/");
  return [parts.at(-2) ?? "", parts.at(-1) ?? ""];
}

/** What the segments of a run say together: a later one counts over an earlier. */
function together(heads: readonly WandbHead[]): WandbRun {
  const inTime = heads.map(({ run }) => run).sort((a, b) => a.startedMs - b.startedMs);
  return inTime.reduce((all, run) => ({
    id: run.id ?? all.id,
    entity: run.entity ?? all.entity,
    project: run.project ?? all.project,
    group: run.group ?? all.group,
    jobType: run.jobType ?? all.jobType,
    name: run.name ?? all.name,
    tags: run.tags.length > 0 ? run.tags : all.tags,
    config: { ...all.config, ...run.config },
    startedMs: all.startedMs,
  }));
}

/** Leaves out of the points what a later segment logged again. @returns how many */
async function dropLater(
  source: LogSource,
  later: readonly string[],
  points: ScoredPoints,
  fresh: () => ScoredPoints,
): Promise<number> {
  let dropped = 0;
  const [, name] = folderAndName(source.file);
  const isLaterOne = (folder: string) => later.includes(folder);
  await source.inFoldersBeside?.(name, isLaterOne, async (bytes) => {
    const { axes } = await readWandbHead(bytes);
    const others = fresh();
    await readWandbHistory(bytes, axes, others);
    for (const [key, step] of others.cells()) if (points.drop(key, step)) dropped += 1;
  });
  return dropped;
}

async function othersOf(source: LogSource, id: string | null): Promise<readonly Other[]> {
  const [, name] = folderAndName(source.file);
  if (id === null || source.inFoldersBeside === undefined) return [];
  // W&B names the folders of a run after its id, and there may be thousands of them
  const isOfRun = (folder: string) => folder.includes(id);
  const found = await source.inFoldersBeside(name, isOfRun, async (bytes, folder) => {
    try {
      return (await isDatastore(bytes)) ? { folder, head: await readWandbHead(bytes) } : null;
    } catch (error) {
      throw isHoldfastError(error) ? error.at({ file: `${folder}/${name}` }) : error;
    }
  });
  return found.flatMap((other) => (other !== null && other.head.run.id === id ? [other] : []));
}

async function read(source: LogSource, options: LogOptions): Promise<EvalLog> {
  const head = await readWandbHead(source.bytes);
  const [folder] = folderAndName(source.file);
  const others = await othersOf(source, head.run.id);
  const said = wandbSays(together([head, ...others.map((other) => other.head)]));
  const fresh = () => wandbPoints(said, source.file, options);
  const points = fresh();
  await readWandbHistory(source.bytes, head.axes, points);
  const own = orderOf(folder, head);
  const later = others.filter((other) => isLater(orderOf(other.folder, other.head), own));
  const dropped = await dropLater(
    source,
    later.map((other) => other.folder),
    points,
    fresh,
  );
  const notes = [
    ...(head.isCut ? ["Its last record is cut off: what was logged before it is taken."] : []),
    ...(others.length === 0
      ? []
      : [`The run ${head.run.id ?? ""} has ${others.length + 1} segments, which are read as one.`]),
    ...(dropped === 0
      ? []
      : [
          `${dropped} points were logged again by a later segment, and are taken from there.`,
          // offline, W&B does not know how far a run had come: one that goes on without a step counts from 0 again
          "If the run went on and only its steps began again at 0, they are not the same points: leave the log out, and record them with their true steps.",
        ]),
  ];
  return wandbLog(withRunId(said, head.run.id, source.file, options), points, notes);
}

/** Logs that W&B writes while it is offline (and beside what it sends): `run-ID.wandb` in a folder for each start. */
export const wandbImporter: LogImporter = {
  format: "wandb",
  looks: "W&B (`run-*.wandb` of offline runs)",
  recognises: async (bytes: ByteSource) => isDatastore(bytes),
  read,
};
