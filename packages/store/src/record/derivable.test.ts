import { expect, test } from "vitest";
import { isDerivable, type StoredValue } from "./derivable.js";

const counts: StoredValue = { level: "counts", counts: { k: 22, n: 100 } };
const summary: StoredValue = {
  level: "summary",
  summary: { mean: 0.4, standardError: 0.01, seOver: "formats", units: 8, n: 50 },
};

test.each([
  ["the same counts", { level: "counts", counts: { k: 22, n: 100 } }, counts, true],
  ["other counts of the same rate", { level: "counts", counts: { k: 11, n: 50 } }, counts, false],
  ["the rate of counts", { level: "point", point: 0.22 }, counts, true],
  ["another rate", { level: "point", point: 0.2 }, counts, false],
  ["the mean of counts", { level: "summary", summary: { mean: 0.22, seOver: "unknown" } }, counts, true],
  [
    "their standard error with n",
    {
      level: "summary",
      summary: { mean: 0.22, standardError: Math.sqrt((0.22 * 0.78) / 100), seOver: "samples", n: 100 },
    },
    counts,
    true,
  ],
  [
    "their standard error with n - 1",
    {
      level: "summary",
      summary: { mean: 0.22, standardError: Math.sqrt((0.22 * 0.78) / 99), seOver: "samples" },
    },
    counts,
    true,
  ],
  [
    "a standard error that does not follow",
    { level: "summary", summary: { mean: 0.22, standardError: 0.05, seOver: "samples" } },
    counts,
    false,
  ],
  [
    "units that nothing says",
    { level: "summary", summary: { mean: 0.22, seOver: "unknown", units: 4 } },
    counts,
    false,
  ],
  ["a part of a summary", { level: "summary", summary: { mean: 0.4, seOver: "unknown" } }, summary, true],
  [
    "a summary that says more",
    { level: "summary", summary: { mean: 0.4, seOver: "unknown", n: 51 } },
    summary,
    false,
  ],
  ["the mean of a summary", { level: "point", point: 0.4 }, summary, true],
  ["counts from a summary", { level: "counts", counts: { k: 20, n: 50 } }, summary, false],
  ["counts from a point", { level: "counts", counts: { k: 1, n: 2 } }, { level: "point", point: 0.5 }, false],
] as const)("%s", (_name, given, stored, derivable) => {
  expect(isDerivable(given, stored)).toBe(derivable);
});
