import { gzipSync } from "node:zlib";
import { describeError } from "@holdfast/core";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { zstdBomb, zstdFrame } from "../../testing/make-zip.js";
import { jsonLines as lines, readRows as read, rowsRefusal as refusal } from "../../testing/read-rows.js";

describe("bad input", () => {
  it("names file, line and key", async () => {
    const good = '{"text": "a"}';
    expect(await refusal(`${good}\n{"text": \n${good}`)).toMatch(/^invalid-input data.jsonl:2 .*JSON/);
    expect(await refusal(`${good}\n{"text": "b`)).toContain(
      "data.jsonl:2: the last line ends in the middle.",
    );
    expect(await refusal(`${good}\n\n{"id": 1, "score": 2}\n`)).toContain(
      "data.jsonl:3: the row has no text that is known here; its keys are id, score.",
    );
    expect(await refusal(`${good}\n{"text": " "}`)).toContain("data.jsonl:2: the row has no text: all of it");
    expect(await refusal('{"messages": [{"role": "user", "content": "a"}, {"content": "b"}]}')).toContain(
      "data.jsonl:1 messages.1: the message does not say who speaks.",
    );
    expect(await refusal(Buffer.from([...Buffer.from('{"text": "'), 0xff, 0x22, 0x7d]))).toContain(
      "data.jsonl:1: the line is not valid UTF-8.",
    );
    expect(await refusal("")).toContain("data.jsonl: the file is empty.");
    expect(await refusal(Buffer.from([0, 1, 2, 3]), "a.bin")).toContain("a.bin: this is no training data");
    expect(await refusal('[{"text": "a"}, {"text": ', "a.json")).toContain(
      "a.json: the JSON ends in the middle",
    );
    expect(await refusal(Buffer.from([0x41, 0xff, 0xfe]), "a.txt")).toContain(
      "the document is not valid UTF-8.",
    );
  });

  it("is left out row by row where somebody takes it", async () => {
    const faults: string[] = [];
    const rows = await read('{"text": "a"}\n{"no": 1}\nnot json\n{"text": "b"}', "d.jsonl", {
      leaveOut: (fault) => faults.push(describeError(fault)),
    });
    expect(rows.map(({ line }) => line)).toEqual([1, 4]);
    expect(faults.map((fault) => fault.slice(0, 9))).toEqual(["d.jsonl:2", "d.jsonl:3"]);
  });

  it("takes no row for one that no stack can hold", async () => {
    const deep = `{"text": "a", "tools": ${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
    expect(await refusal(`{"text": "a"}\n${deep}`)).toContain("data.jsonl:2: the row is nested too deeply.");
  });

  it("refuses what breaks off, bombs, and Parquet that is damaged", async () => {
    const packed = gzipSync(
      lines(...Array.from({ length: 5000 }, (_, at) => ({ text: `row ${at * 7919}` }))),
    );
    expect(await refusal(packed.subarray(0, packed.length / 2), "d.jsonl.gz")).toContain(
      "damaged or cut off",
    );
    const zst = zstdFrame(Buffer.from('{"text": "a"}\n'.repeat(500)));
    expect(await refusal(zst.subarray(0, zst.length - 10), "d.jsonl.zst")).toContain("damaged or cut off");
    expect(
      await refusal(gzipSync(Buffer.alloc(200_000_000, `${" ".repeat(999_999)}\n`)), "d.jsonl.gz"),
    ).toMatch(/^too-large d.jsonl.gz unpacked: the file grows to more than 500 times/);
    expect(await refusal(zstdBomb(200_000_000), "d.jsonl.zst")).toMatch(/^too-large d.jsonl.zst/);
    const parquet = Buffer.from(
      parquetWriteBuffer({ columnData: [{ name: "text", data: ["a", "b"], type: "STRING" }] }),
    );
    expect(await refusal(parquet.subarray(0, parquet.length - 5), "d.parquet")).toContain("cut off");
    const bomb = parquetWriteBuffer({
      columnData: [{ name: "text", data: ["a", "b"], type: "STRING" }],
      codec: "ZSTD",
      // a page that claims its two texts, and holds 200 MB
      compressors: { ZSTD: () => new Uint8Array(zstdBomb(200_000_000)) },
    });
    expect(await refusal(new Uint8Array(bomb), "d.parquet")).toMatch(
      /^too-large d.parquet: a page claims to hold/,
    );
    const latin = Buffer.from([0x61, 0xff]);
    const bytes = parquetWriteBuffer({
      columnData: [{ name: "text", data: [Buffer.from("fine"), latin], type: "BYTE_ARRAY" }],
    });
    expect(await refusal(new Uint8Array(bytes), "d.parquet")).toContain(
      "d.parquet:2: the row has no text that is valid UTF-8.",
    );
    const wrong = Buffer.from(parquet);
    wrong.fill(0xff, 4, 30);
    expect(await refusal(wrong, "d.parquet")).toContain("d.parquet");
  });
});
