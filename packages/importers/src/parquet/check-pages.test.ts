import { parquetMetadata } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { bytesInMemory } from "../bytes/byte-source.js";
import { checkPages } from "./check-pages.js";

describe("the pages of a column of Parquet", () => {
  const data = Array.from({ length: 50 }, (_, index) => `v${index % 7}`);
  const whole = parquetWriteBuffer({ columnData: [{ name: "a", data, type: "STRING" }] });
  const column = parquetMetadata(whole).row_groups[0]?.columns[0]?.meta_data;
  if (column === undefined) throw new Error("there is no column");
  const bytes = bytesInMemory(new Uint8Array(whole));
  const mebibyte = 1024 * 1024;

  it("are walked over where they say what their column says", async () => {
    await expect(checkPages(bytes, column, mebibyte, null)).resolves.toBeUndefined();
  });

  it.each<[string, Partial<typeof column>, number, RegExp]>([
    ["claim more values than it", { num_values: 49n }, mebibyte, /claims 50 values, and its column has 49/],
    ["hold fewer values than it", { num_values: 51n }, mebibyte, /have 50 of its 51 values/],
    ["have a larger dictionary than it", { num_values: 6n }, mebibyte, /dictionary claims 7 values/],
    ["reach beyond its end", { total_compressed_size: 30n }, mebibyte, /beyond its column/],
    ["claim to be larger than any is", {}, 1, /claims to hold \d+ bytes/],
  ])("are refused where they %s", async (_, change, pageBytes, message) => {
    await expect(checkPages(bytes, { ...column, ...change }, pageBytes, null)).rejects.toThrow(message);
  });
});
