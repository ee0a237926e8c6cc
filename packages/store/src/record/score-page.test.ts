import fc from "fast-check";
import { expect, test } from "vitest";
import { forEachScore } from "../driver/pages.js";
import { mergeCells, noPages } from "./merge-cells.js";
import { CELL, cellOf, emptyPage, PAGE_SAMPLES, pageLiteral, repack } from "./score-page.js";

const part = fc.array(
  fc.record({
    number: fc.integer({ min: 0, max: 700 }),
    epoch: fc.integer({ min: 0, max: 6 }),
    score: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  }),
  { minLength: 1, maxLength: 60 },
);

test("whatever is laid down is found again, however it was cut", () => {
  fc.assert(
    fc.property(part, fc.integer({ min: 1, max: 9 }), (cells, size) => {
      const firsts = new Map(cells.map((cell) => [`${cell.number}/${cell.epoch}`, cell] as const).reverse());
      const given = [...firsts.values()];
      const value = noPages();
      let added = 0;
      for (let start = 0; start < given.length; start += size) {
        const own = given.slice(start, start + size);
        const tally = mergeCells(
          value,
          {
            sample: own.map(({ number }) => String(number)),
            epoch: own.map(({ epoch }) => epoch),
            score: own.map(({ score }) => score),
            number: Int32Array.from(own, ({ number }) => number),
          },
          0,
          () => true,
        );
        added += tally.added;
      }
      expect(added).toBe(given.length);
      expect(value.scored + value.unscored).toBe(given.length);
      for (const { number, epoch, score } of given) {
        const found = cellOf(value.pages.get(number >>> 8), number % PAGE_SAMPLES, epoch);
        expect(found === null ? null : (found ?? Number.NaN) + 0).toBe(score === null ? null : score + 0);
      }
      const present = [...value.pages.values()].reduce(
        (total, page) => total + page.state.filter((state) => state !== CELL.absent).length,
        0,
      );
      expect(present).toBe(given.length);
    }),
  );
});

test("a page is written without the absent cells at its end", () => {
  const page = emptyPage(0, 2);
  expect(pageLiteral(page)).toBe("{}");
  page.state[0] = CELL.scored;
  page.score[0] = 0.25;
  page.state[1] = CELL.unscored;
  expect(pageLiteral(page)).toBe("{0.25,NaN}");
  page.state[4] = CELL.scored;
  page.score[4] = 1;
  expect(pageLiteral(page)).toBe("{0.25,NaN,NULL,NULL,1}");
  repack(page, 3);
  expect(pageLiteral(page)).toBe("{0.25,NaN,NULL,NULL,NULL,NULL,1}");
});

test("reads the binary form of an array of PostgreSQL", () => {
  const sent = Buffer.from(
    "00000001000000010000 02bd0000000300000001000000083ff0000000000000ffffffff000000087ff8000000000000".replace(
      " ",
      "",
    ),
    "hex",
  );
  const seen: [number, number][] = [];
  forEachScore(sent, (index, score) => seen.push([index, score]));
  expect(seen).toEqual([
    [0, 1],
    [2, Number.NaN],
  ]);
  forEachScore(Buffer.from("0000000000000000000002bd", "hex"), () => expect.unreachable());
});
