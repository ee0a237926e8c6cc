import { expect, it } from "vitest";
import { z } from "zod";
import { cursorOf } from "./cursor.js";

const runs = cursorOf("runs", z.strictObject({ run: z.string(), step: z.number() }));
const other = cursorOf("others", z.strictObject({ run: z.string(), step: z.number() }));
const place = { run: "ärm/unknown:<x>'\u202e/0", step: -1 };

it("reads what it wrote, in an address as it is", () => {
  const text = runs.write(place);
  expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(runs.read(text ?? "")).toEqual(place);
  expect(runs.write(null)).toBeNull();
  expect(runs.read(undefined)).toBeUndefined();
});

it.each([
  ["nothing", ""],
  ["another list", other.write(place) ?? ""],
  ["no text of this kind", "a b"],
  ["no JSON", "AAAA"],
  ["a number", "MQ"],
  ["something longer than any place", "A".repeat(4001)],
  ["a place of another shape", Buffer.from('{"list":"runs","place":{"run":1}}').toString("base64url")],
  [
    "more than a place",
    Buffer.from('{"list":"runs","place":{"run":"a","step":1},"x":1}').toString("base64url"),
  ],
])("refuses %s", (_, text) => {
  expect(() => runs.read(text)).toThrow("not a cursor of this list");
});
