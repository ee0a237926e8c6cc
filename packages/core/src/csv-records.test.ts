import { expect, test } from "vitest";
import { csvRecords } from "./csv-records.js";

test("records are read with quotes, commas, empty cells and either line end", () => {
  const text = 'name,value,note\r\na,1,"x, ""y"""\r\n"b\nc",,\r\n';
  expect(csvRecords(text)).toEqual([
    { name: "a", value: "1", note: 'x, "y"' },
    { name: "b\nc", value: "", note: "" },
  ]);
  expect(csvRecords("name,value\na,1")).toEqual([{ name: "a", value: "1" }]);
});

test("what is no table of one shape is none", () => {
  expect(csvRecords('a,b\n"open,1\n')).toBeUndefined();
  expect(csvRecords("a,b\n1\n")).toBeUndefined();
});
