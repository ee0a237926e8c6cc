import { expect, test } from "vitest";
import { arrayLiteral } from "./array-literal.js";

test("quotes texts, and only texts", () => {
  expect(arrayLiteral([1, "a", null, true, 'q"u\\o,{}', "NULL", "", 1e21])).toBe(
    '{1,"a",NULL,true,"q\\"u\\\\o,{}","NULL","",1e+21}',
  );
  expect(arrayLiteral([])).toBe("{}");
});
