import type { Type } from "protobufjs/light.js";

type Fields = Readonly<
  Record<string, { readonly type: string; readonly id: number; readonly rule?: "repeated" }>
>;

const text = (id: number) => ({ type: "string", id });
const message = (type: string, id: number) => ({ type, id });
const several = (type: string, id: number) => ({ type, id, rule: "repeated" as const });

/** The messages of `wandb_internal.proto` that are read, with the fields that are; the others are passed over. */
const MESSAGES: Readonly<Record<string, Fields>> = {
  /** Of a record, all that says what its run is. */
  Head: {
    config: message("Config", 5),
    metric: message("Metric", 12),
    run: message("Run", 17),
    exit: message("Exit", 18),
  },
  /** Of a record, what was logged. */
  Logged: { history: message("History", 2), summary: message("Summary", 3) },
  Run: {
    run_id: text(1),
    entity: text(2),
    project: text(3),
    config: message("Config", 4),
    run_group: text(6),
    job_type: text(7),
    display_name: text(8),
    tags: several("string", 10),
    sweep_id: text(12),
    starting_step: { type: "int64", id: 14 },
    start_time: message("Time", 17),
  },
  Time: { seconds: { type: "int64", id: 1 }, nanos: { type: "int32", id: 2 } },
  Config: { update: several("Item", 1), remove: several("Item", 2) },
  History: { item: several("Item", 1), step: message("Step", 2) },
  Step: { num: { type: "int64", id: 1 } },
  Summary: { update: several("SummaryItem", 1) },
  Item: {
    key: text(1),
    nested_key: several("string", 2),
    boolean: { type: "bool", id: 4 },
    integer: { type: "sint64", id: 5 },
    number: { type: "double", id: 6 },
    value_json: text(16),
  },
  SummaryItem: { key: text(1), nested_key: several("string", 2), value_json: text(16) },
  Metric: {
    name: text(1),
    glob_name: text(2),
    step_metric: text(4),
    step_metric_index: { type: "int32", id: 5 },
  },
  Exit: { exit_code: { type: "int32", id: 1 } },
};

/** Reads one kind of record; what it gives holds only what was written. */
export type ReadRecord = (bytes: Uint8Array) => Readonly<Record<string, unknown>>;

/** Readers of the two sides of a record. @throws HoldfastError is left to who reads: they throw what the library throws */
export async function wandbMessages(): Promise<{ readonly head: ReadRecord; readonly logged: ReadRecord }> {
  const { default: protobuf } = await import("protobufjs/light.js");
  const nested = Object.fromEntries(Object.entries(MESSAGES).map(([name, fields]) => [name, { fields }]));
  const root = protobuf.Root.fromJSON({ nested: { wandb: { nested } } });
  const reader = (type: Type): ReadRecord => {
    return (bytes) => type.toObject(type.decode(bytes), { longs: Number });
  };
  return { head: reader(root.lookupType("wandb.Head")), logged: reader(root.lookupType("wandb.Logged")) };
}
