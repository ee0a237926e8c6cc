import { isHoldfastError } from "@holdfast/core";
import { bytesInMemory } from "../bytes/byte-source.js";
import type { EvalLog } from "../logs/eval-log.js";
import { readLog } from "../logs/read-log.js";
import { type MadeMember, makeZip } from "./make-zip.js";

/** A sample as a log or a summary holds it. */
export interface MadeSample {
  readonly id: string | number;
  readonly epoch?: number;
  readonly [key: string]: unknown;
}

/** `value` where it is one JSON value already; NaN is written as Python does. */
export function pythonJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "number" && !Number.isFinite(inner) ? `\u0001${inner}` : inner,
  ).replace(/"\\u0001(-?\w+)"/g, "$1");
}

export const SPEC = {
  task: "tests/blackmail",
  task_version: 2,
  task_id: "t1",
  eval_id: "e1",
  created: "2026-01-01T00:00:00+00:00",
  model: "hf/models/principles-3",
  tags: ["arm=principles", "stage=rl"],
  packages: { inspect_ai: "0.3.200" },
};

/** The header of a log that came to its end. */
export function header(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    version: 2,
    status: "success",
    eval: SPEC,
    stats: { completed_at: "2026-01-01T00:01:00+00:00" },
    ...more,
  };
}

export function sample(
  id: string | number,
  epoch: number,
  value: unknown,
  more: Record<string, unknown> = {},
): MadeSample {
  return { id, epoch, input: "say", target: "x", scores: { match: { value, answer: "NaN" } }, ...more };
}

/** A `.eval` archive with its summaries and samples; `members` come after them. */
export function evalZip(
  samples: readonly MadeSample[],
  {
    head = header(),
    members = [],
    method = 8,
  }: {
    readonly head?: Record<string, unknown> | null;
    readonly members?: readonly MadeMember[];
    readonly method?: number;
  } = {},
): Buffer {
  return makeZip([
    { name: "_journal/start.json", content: pythonJson({ version: 2, eval: SPEC, plan: {} }), method },
    ...samples.map((each) => ({
      name: `samples/${each.id}_epoch_${each.epoch ?? 1}.json`,
      content: pythonJson(each),
      method,
    })),
    { name: "summaries.json", content: pythonJson(samples), method },
    ...(head === null ? [] : [{ name: "header.json", content: pythonJson(head), method }]),
    ...members,
  ]);
}

export async function readBytes(bytes: Uint8Array, cluster: string | null = null): Promise<EvalLog> {
  return readLog({ file: "a.eval", bytes: bytesInMemory(bytes) }, { cluster });
}

/** What reading these bytes says against them: its code, its key and its message. */
export async function faultOf(bytes: Uint8Array, cluster: string | null = null): Promise<string> {
  try {
    await readBytes(bytes, cluster);
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    return [error.code, error.place.key ?? "-", error.message].join(" | ");
  }
  return "no fault";
}

/** `id/epoch=score` of the only metric. */
export function scoresIn(log: EvalLog, metric = "match"): string[] {
  const samples = log.outcomes.find((outcome) => outcome.metric === metric)?.samples;
  return (samples?.id ?? []).map((id, at) => `${id}/${samples?.epoch?.[at]}=${samples?.score?.[at] ?? null}`);
}
