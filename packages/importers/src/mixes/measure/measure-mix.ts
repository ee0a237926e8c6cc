import { createHash } from "node:crypto";
import { type HoldfastError, isHoldfastError, type MixMeasure, ROW_DIGEST_COVERS } from "@holdfast/core";
import { rowFault } from "../rows/row-fault.js";
import type { RowRange } from "../rows/row-reader.js";
import type { Scratch } from "./digest-runs.js";
import { LeftOutRows } from "./left-out-rows.js";
import type { MeasureSettings } from "./measure-settings.js";
import { decodePart, encodePart, type MeasuredPart } from "./measured-part.js";
import { linesUpTo, type MixFile, type PlannedFile, planFile } from "./mix-file.js";
import { MixTotals } from "./mix-totals.js";
import type { PartStore } from "./part-store.js";
import { openTokenCounter, tokenizerVersion } from "./token-counter.js";
import { anotherThread, hasWorkers, ownThread, type UnitRunner, type WithBytes } from "./unit-runner.js";

/** What to measure, and how. */
export interface MeasureRequest {
  readonly dataset: string;
  readonly kind: string;
  /** In the order that the ordered hash is to have. */
  readonly files: readonly MixFile[];
  readonly settings: MeasureSettings;
}

/** What measuring needs from outside. */
export interface MeasureSurroundings {
  readonly withBytes: WithBytes;
  /** Says something else once a file was changed. */
  readonly stampOf: (path: string) => Promise<string>;
  readonly scratch: Scratch;
  /** Where parts are kept so that a measuring that was killed goes on; null where none are. */
  readonly store: PartStore | null;
  /** Threads beside this one; 0 measures in this one. */
  readonly threads: number;
  readonly progress: { readonly step: (title: string) => void; readonly add: (bytes: number) => void };
}

/** Raise it when a part holds something else for the same rows. */
const PART_VERSION = "part@2";

interface Unit {
  readonly at: number;
  readonly planned: PlannedFile;
  readonly range: RowRange | null;
}

interface Measured {
  readonly rows: Map<string, number>;
  readonly shapes: Map<string, Map<string, number>>;
  readonly leftOut: LeftOutRows;
  readonly totals: MixTotals;
  /** A file that turned out to be damaged; what was measured is then worth nothing. */
  readonly refused: { readonly file: string; readonly fault: HoldfastError } | null;
}

function keyOf({ planned, range }: Unit, settings: MeasureSettings): string {
  const about = [PART_VERSION, tokenizerVersion(), planned.sha256, range?.start, range?.end, settings];
  return createHash("sha256").update(JSON.stringify(about)).digest("hex");
}

/**
 * Parts of units as they come, folded in the order of the units: those of the unit whose turn it is at once, others when
 * it is theirs.
 */
class InOrder {
  readonly #fold: (unit: number, part: MeasuredPart) => Promise<void>;
  readonly #waiting = new Map<number, { parts: MeasuredPart[]; isDone: boolean }>();
  #turn = 0;
  #folding: Promise<void> = Promise.resolve();

  constructor(fold: (unit: number, part: MeasuredPart) => Promise<void>) {
    this.#fold = fold;
  }

  /** @param part null where the unit has no more */
  async take(unit: number, part: MeasuredPart | null): Promise<void> {
    const held = this.#waiting.get(unit) ?? { parts: [], isDone: false };
    this.#waiting.set(unit, held);
    if (part === null) held.isDone = true;
    else held.parts.push(part);
    this.#folding = this.#folding.then(() => this.#drain());
    await this.#folding;
  }

  async #drain(): Promise<void> {
    for (let held = this.#waiting.get(this.#turn); held !== undefined; held = this.#waiting.get(this.#turn)) {
      for (const part of held.parts.splice(0)) await this.#fold(this.#turn, part);
      if (!held.isDone || held.parts.length > 0) return;
      this.#waiting.delete(this.#turn);
      this.#turn += 1;
    }
  }
}

async function runUnit(
  unit: Unit,
  runner: UnitRunner,
  settings: MeasureSettings,
  { store, progress }: MeasureSurroundings,
  take: (part: MeasuredPart) => Promise<void>,
): Promise<void> {
  const { planned, range } = unit;
  const keeps = range === null ? null : store;
  const key = keeps === null ? "" : keyOf(unit, settings);
  const kept = await keeps?.get(key);
  const known = kept === undefined ? undefined : decodePart(kept);
  if (known !== undefined) await take(known);
  else {
    const { path, file } = planned;
    const about = range === null ? null : { start: range.start, end: range.end };
    await runner.run({ path, file, range: about, settings }, async (part) => {
      await keeps?.put(key, encodePart(part));
      await take(part);
    });
  }
  progress.add(range?.bytes ?? planned.bytes);
}

async function measureFiles(
  files: readonly PlannedFile[],
  settings: MeasureSettings,
  runners: readonly UnitRunner[],
  around: MeasureSurroundings,
): Promise<Measured> {
  const units = files
    .flatMap((planned): Omit<Unit, "at">[] =>
      planned.ranges === null
        ? [{ planned, range: null }]
        : planned.ranges.map((range) => ({ planned, range })),
    )
    .map((unit, at): Unit => ({ ...unit, at }));
  const totals = new MixTotals(settings, around.scratch);
  const [rows, leftOut] = [new Map<string, number>(), new LeftOutRows()];
  const shapes = new Map<string, Map<string, number>>();
  const order = new InOrder(async (at, part) => {
    const unit = units[at];
    if (unit === undefined) return;
    await totals.add(part);
    const { range, planned: of } = unit;
    const { path, file } = of;
    rows.set(file, (rows.get(file) ?? 0) + part.counts.rows);
    const held = shapes.get(file) ?? new Map<string, number>();
    shapes.set(file, held);
    for (const [shape, count] of Object.entries(part.counts.shapes))
      held.set(shape, (held.get(shape) ?? 0) + count);
    if (part.counts.leftOut.length === 0) return;
    const before =
      range === null ? 0 : await around.withBytes(path, file, (bytes) => linesUpTo(bytes, range));
    for (const { why, count, line, key } of part.counts.leftOut) {
      const place = line === null ? file : `${file}:${before + line}`;
      leftOut.add(why, count, key === null ? place : `${place} ${key}`);
    }
  });
  let refused: Measured["refused"] = null;
  let next = 0;
  const work = async (runner: UnitRunner): Promise<void> => {
    for (let unit = units[next++]; unit !== undefined && refused === null; unit = units[next++])
      try {
        const { at } = unit;
        await runUnit(unit, runner, settings, around, (part) => order.take(at, part));
        await order.take(at, null);
      } catch (error) {
        if (!isHoldfastError(error)) throw error;
        refused ??= { file: unit.planned.file, fault: error.at({ file: unit.planned.file }) };
      }
  };
  await Promise.all(runners.map(work));
  return { rows, shapes, leftOut, totals, refused };
}

async function planned(
  { files }: MeasureRequest,
  refusals: HoldfastError[],
  { withBytes, progress }: MeasureSurroundings,
): Promise<PlannedFile[]> {
  const found: PlannedFile[] = [];
  progress.step("looking");
  for (const file of files)
    try {
      found.push(await withBytes(file.path, file.file, (bytes) => planFile(file, bytes)));
      progress.add(found.at(-1)?.bytes ?? 0);
    } catch (error) {
      if (!isHoldfastError(error)) throw error;
      refusals.push(error.at({ file: file.file }));
    }
  return found;
}

function remarksOf(shapes: Measured["shapes"]): string[] {
  return [...shapes].flatMap(([file, held]) => {
    if (held.size < 2) return [];
    const kinds = [...held].map(([shape, count]) => `${count} ${shape}`).join(", ");
    return [`${file} mixes rows of several shapes (${kinds}).`];
  });
}

/**
 * Measures the data of one component, in as many threads as are given, in memory that does not grow with the data but by
 * 160 bytes a row for near duplicates. The answer does not depend on threads, on ranges, or on being stopped in between.
 *
 * @throws HoldfastError `conflict` where a file is changed meanwhile. Rows and files that cannot be read are in `leftOut`
 */
export async function measureMix(request: MeasureRequest, around: MeasureSurroundings): Promise<MixMeasure> {
  const { dataset, kind, settings } = request;
  const stamps = await Promise.all(request.files.map(({ path }) => around.stampOf(path)));
  const refusals: HoldfastError[] = [];
  let files = await planned(request, refusals, around);
  const tokenizer = settings.encoding === null ? null : (await openTokenCounter(settings.encoding)).tokenizer;
  const threads = hasWorkers() ? around.threads : 0;
  const runners =
    threads === 0 ? [ownThread(around.withBytes)] : Array.from({ length: threads }, anotherThread);
  try {
    for (;;) {
      around.progress.step("measuring");
      const { rows, shapes, leftOut, totals, refused } = await measureFiles(files, settings, runners, around);
      if (refused !== null) {
        // what it gave before is in the totals: the rest is measured again without it
        refusals.push(refused.fault);
        files = files.filter(({ file }) => file !== refused.file);
        continue;
      }
      for (const [at, { path, file }] of request.files.entries())
        if ((await around.stampOf(path)) !== stamps[at])
          throw rowFault("the file was changed while it was measured.", "Measure it again.", {
            file,
            code: "conflict",
          });
      for (const fault of refusals) leftOut.addFile(fault);
      around.progress.step("comparing");
      return {
        measure: "holdfast-mix-measure@1",
        dataset,
        kind,
        files: files.map(({ file, format, bytes, sha256 }) => {
          return { file, format, bytes, sha256, rows: rows.get(file) ?? 0 };
        }),
        ...(await totals.finish(ROW_DIGEST_COVERS)),
        tokenizer,
        leftOut: leftOut.list,
        remarks: remarksOf(shapes),
      };
    }
  } finally {
    for (const runner of runners) await runner.close();
  }
}
