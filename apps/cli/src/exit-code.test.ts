import { ERROR_CODES } from "@holdfast/core";
import { expect, it } from "vitest";
import { EXIT_CODES } from "./exit-code.js";

it("gives every kind of failure an exit code of its own, and none of them success", () => {
  const codes = [...ERROR_CODES, "usage" as const, "does-not-hold" as const, "alarm" as const].map(
    (code) => EXIT_CODES[code],
  );
  expect(new Set(codes).size).toBe(codes.length);
  expect(Math.min(...codes)).toBeGreaterThan(0);
  expect(Math.max(...codes)).toBeLessThan(126);
});
