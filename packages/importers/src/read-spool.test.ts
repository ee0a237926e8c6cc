import { encodeSpoolLine, SPOOL_VERSION } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { readSpool, type SpoolEntry } from "./read-spool.js";

const header = encodeSpoolLine({ kind: "spool", subject: SPOOL_VERSION, body: "{}" });
const outcome = encodeSpoolLine({ kind: "outcome", subject: "a@1", body: '{"arm":"control"}' });

async function entries(text: string | Uint8Array): Promise<SpoolEntry[]> {
  const all: SpoolEntry[] = [];
  const chunks = (async function* () {
    yield Buffer.from(text);
  })();
  for await (const entry of readSpool({ file: "s.spool", chunks })) all.push(entry);
  return all;
}

describe("readSpool", () => {
  it("gives the records in their order", async () => {
    const read = await entries(header + outcome + outcome);
    expect(read.map((entry) => (entry.is === "record" ? entry.record.kind : entry.is))).toEqual([
      "spool",
      "outcome",
      "outcome",
    ]);
    expect(read[1]).toEqual({
      is: "record",
      line: 2,
      record: { kind: "outcome", subject: "a@1", body: '{"arm":"control"}' },
    });
  });

  it("tolerates a last line that was cut off, wherever", async () => {
    for (let length = 1; length < outcome.length; length += 1)
      expect((await entries(header + outcome.slice(0, length))).at(-1)).toEqual({ is: "cut", line: 2 });
  });

  it("names damaged lines and reads on", async () => {
    const broken = outcome.replace("control", "contrul");
    const bytes = Buffer.concat([
      Buffer.from(header + broken + outcome),
      Buffer.from([0, 0, 0xff, 0x0a]),
      Buffer.from(outcome),
    ]);
    expect((await entries(bytes)).map(({ is }) => is)).toEqual([
      "record",
      "damaged",
      "record",
      "damaged",
      "record",
    ]);
  });

  it("refuses a newer format", async () => {
    const newer = encodeSpoolLine({ kind: "spool", subject: "2", body: "{}" });
    await expect(entries(newer)).rejects.toMatchObject({
      code: "newer-format",
      place: { file: "s.spool", line: 1 },
    });
  });
});
