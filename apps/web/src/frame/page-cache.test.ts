import { expect, it } from "vitest";
import { pageCache } from "./page-cache.js";

const page = (body: string) => ({ body, ingredients: [] });

it("forgets what was not asked for longest", () => {
  const cache = pageCache(6);
  cache.keep("a", page("aa"));
  cache.keep("b", page("bb"));
  cache.keep("c", page("cc"));
  expect(cache.get("a")?.body).toBe("aa");
  cache.keep("d", page("dd"));
  expect(["a", "b", "c", "d"].map((key) => cache.get(key)?.body)).toEqual(["aa", undefined, "cc", "dd"]);
});

it("keeps a page anew, and none that is larger than all of it", () => {
  const cache = pageCache(4);
  cache.keep("a", page("aa"));
  cache.keep("a", page("a"));
  cache.keep("b", page("bbb"));
  expect([cache.get("a")?.body, cache.get("b")?.body]).toEqual(["a", "bbb"]);
  cache.keep("a", page("aaaaa"));
  expect([cache.get("a"), cache.get("b")?.body]).toEqual([undefined, "bbb"]);
});
