import { describe, expect, it } from "vitest";
import { copiedRows, encodePages, uuidFrom } from "./binary-copy.js";
import { forEachScore } from "./pages.js";

async function* cut(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function fieldsOf(bytes: Buffer, size: number): Promise<(readonly Buffer[])[]> {
  const all: (readonly Buffer[])[] = [];
  for await (const rows of copiedRows(cut(bytes, size))) all.push(...rows);
  return all;
}

const outcomeId = "0f8fad5b-d9cb-469f-a165-70867728950e";

describe("encodePages", () => {
  it("is read back field by field, absent and unscored cells told apart, the absent tail left out", async () => {
    const bytes = encodePages([
      {
        ablationId: 7,
        outcomeId,
        page: 3,
        epochs: 2,
        state: Uint8Array.from([1, 0, 2, 1, 0, 0]),
        score: Float64Array.from([0.1 + 0.2, Number.NaN, Number.NaN, 1, Number.NaN, Number.NaN]),
      },
    ]);
    const rows: unknown[] = [];
    for (const [ablation, outcome, page, epochs, scores] of await fieldsOf(bytes, 7)) {
      if (!ablation || !outcome || !page || !epochs || !scores) throw new Error("five fields");
      const cells: [number, number][] = [];
      forEachScore(scores, (index, score) => cells.push([index, score]));
      rows.push([ablation.readInt32BE(), uuidFrom(outcome), page.readInt32BE(), epochs.readInt16BE(), cells]);
    }
    expect(rows).toEqual([
      [
        7,
        outcomeId,
        3,
        2,
        [
          [0, 0.1 + 0.2],
          [2, Number.NaN],
          [3, 1],
        ],
      ],
    ]);
  });

  it("has no row for no page", async () => {
    expect(await fieldsOf(encodePages([]), 1000)).toEqual([]);
  });
});

describe("copiedRows", () => {
  it("refuses a COPY that ends in the middle of a row", async () => {
    const whole = encodePages([
      { ablationId: 1, outcomeId, page: 0, epochs: 1, state: Uint8Array.of(1), score: Float64Array.of(1) },
    ]);
    await expect(fieldsOf(whole.subarray(0, whole.length - 9), 5)).rejects.toThrow("middle of a row");
  });
});
