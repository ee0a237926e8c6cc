import { expect, test } from "vitest";
import { handoff } from "./handoff.js";

test("passes items in order and waits when too many wait", async () => {
  const { put, end, items } = handoff<number>(2);
  const log: string[] = [];
  const pushing = (async () => {
    for (let item = 0; item < 5; item += 1) {
      await put(item);
      log.push(`put ${item}`);
    }
    end();
  })();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(log).toEqual(["put 0", "put 1"]);
  const got: number[] = [];
  for await (const item of items()) got.push(item);
  await pushing;
  expect(got).toEqual([0, 1, 2, 3, 4]);
});

test("tells the one who pushes when nobody pulls any more", async () => {
  const { put, items } = handoff<number>(1);
  const pushing = (async () => [await put(1), await put(2), await put(3)])();
  for await (const _item of items()) break;
  expect((await pushing).at(-1)).toBe(false);
});

test("hands an error on after the items", async () => {
  const { put, end, items } = handoff<number>(9);
  await put(1);
  end(new Error("broken"));
  const got: number[] = [];
  await expect(
    (async () => {
      for await (const item of items()) got.push(item);
    })(),
  ).rejects.toThrow("broken");
  expect(got).toEqual([1]);
});
