import { resolve } from "node:path";
import { expect, test } from "vitest";
import { parseTarget } from "./target.js";

test("a path is a directory, memory is memory, and a server is described without its password", () => {
  expect(parseTarget("data/holdfast")).toEqual({
    kind: "directory",
    directory: resolve("data/holdfast"),
    description: resolve("data/holdfast"),
  });
  expect(parseTarget("memory://")).toEqual({ kind: "memory", description: "memory" });
  const server = parseTarget("postgresql://ada:s3cret@db.example:5433/study?sslmode=require");
  expect(server).toMatchObject({ kind: "server", description: "postgres://ada@db.example:5433/study" });
});

test.each(["", "mysql://x/y", "postgres://", "postgres://host", "postgres://a b/c"])(
  "%j is refused",
  (text) => {
    expect(() => parseTarget(text)).toThrow(
      expect.objectContaining({ code: "invalid-input", place: { key: "db" } }),
    );
  },
);
