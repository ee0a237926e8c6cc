import { expect, it } from "vitest";
import { everyPage } from "./every-page.js";

const pages = [
  { rows: [1, 2], next: "1" },
  { rows: [3, 4], next: "2" },
  { rows: [5], next: null },
];
const read = async ({ cursor = "0" }: { readonly cursor?: string }) => {
  const page = pages[Number(cursor)];
  if (page === undefined) throw new RangeError(cursor);
  return page;
};

it.each([
  [undefined, [1, 2, 3, 4, 5], false],
  [5, [1, 2, 3, 4, 5], false],
  [4, [1, 2, 3, 4], true],
  [3, [1, 2, 3], true],
])("reads page after page up to %s rows", async (most, rows, isCut) => {
  expect(await everyPage(read, (page) => page.rows, most)).toEqual({ rows, isCut });
});
