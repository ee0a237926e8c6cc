import { crc32 } from "node:zlib";
import protobuf from "protobufjs/light.js";

const BLOCK = 32 * 1024;
const HEADER = Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0]);

/** One record of a `.wandb` file, as the messages of W&B have it. */
export type WandbRecord = Readonly<Record<string, unknown>>;

const text = (id: number) => ({ type: "string", id });
const one = (type: string, id: number) => ({ type, id });
const many = (type: string, id: number) => ({ type, id, rule: "repeated" });

/** Written down from `wandb_internal.proto` once more, so that a wrong number in the reader is found. */
const root = protobuf.Root.fromJSON({
  nested: {
    Record: {
      fields: {
        num: one("int64", 1),
        history: one("History", 2),
        summary: one("Summary", 3),
        output: one("Output", 4),
        config: one("Config", 5),
        metric: one("Metric", 12),
        run: one("Run", 17),
        exit: one("Exit", 18),
      },
    },
    Run: {
      fields: {
        ...{ run_id: text(1), entity: text(2), project: text(3), config: one("Config", 4) },
        ...{ run_group: text(6), job_type: text(7), display_name: text(8), tags: many("string", 10) },
        start_time: one("Timestamp", 17),
      },
    },
    Timestamp: { fields: { seconds: one("int64", 1), nanos: one("int32", 2) } },
    Config: { fields: { update: many("ConfigItem", 1), remove: many("ConfigItem", 2) } },
    ConfigItem: { fields: { key: text(1), nested_key: many("string", 2), value_json: text(16) } },
    History: { fields: { item: many("HistoryItem", 1), step: one("HistoryStep", 2) } },
    HistoryItem: {
      fields: { key: text(1), nested_key: many("string", 2), number: one("double", 6), value_json: text(16) },
    },
    HistoryStep: { fields: { num: one("int64", 1) } },
    Summary: { fields: { update: many("ConfigItem", 1) } },
    Metric: {
      fields: { name: text(1), glob_name: text(2), step_metric: text(4), step_metric_index: one("int32", 5) },
    },
    Output: { fields: { line: text(3) } },
    Exit: { fields: { exit_code: one("int32", 1) } },
  },
});
const record = root.lookupType("Record");

/** Numbers of a row of history as its items. */
export function historyOf(step: number, values: Readonly<Record<string, unknown>>): WandbRecord {
  const json = (value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : JSON.stringify(value);
  const item = Object.entries({ ...values, _step: step }).map(([key, value]) => ({
    nested_key: [key],
    value_json: json(value),
  }));
  return { history: { item, step: { num: step } } };
}

export function configOf(values: Readonly<Record<string, unknown>>) {
  return {
    update: Object.entries(values).map(([key, value]) => ({ key, value_json: JSON.stringify(value) })),
  };
}

function framed(payloads: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [HEADER];
  let size = HEADER.length;
  const put = (bytes: Buffer) => {
    parts.push(bytes);
    size += bytes.length;
  };
  for (const payload of payloads) {
    let at = 0;
    let isFirst = true;
    do {
      const left = BLOCK - (size % BLOCK);
      if (left < 7) {
        put(Buffer.alloc(left));
        continue;
      }
      const piece = payload.subarray(at, at + left - 7);
      const isLast = at + piece.length === payload.length;
      const head = Buffer.alloc(7);
      head[6] = isFirst ? (isLast ? 1 : 2) : isLast ? 4 : 3;
      head.writeUInt16LE(piece.length, 4);
      head.writeUInt32LE(crc32(piece, crc32(head.subarray(6))), 0);
      put(head);
      put(piece);
      at += piece.length;
      isFirst = false;
    } while (at < payload.length || isFirst);
  }
  return Buffer.concat(parts);
}

/** A `.wandb` file with these records. */
export function makeWandbLog(records: readonly WandbRecord[]): Buffer {
  return framed(
    records.map((each, index) =>
      Buffer.from(record.encode(record.fromObject({ num: index + 1, ...each })).finish()),
    ),
  );
}
