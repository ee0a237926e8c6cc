import { expect, it } from "vitest";
import { fitName, fitPair, fitParts, textWidth } from "./fit-text.js";

it("cuts every ingredient of an arm alike, so that two long names stay two", () => {
  const both = ["demonstrations+principles", "demonstrations+principles+tool-definitions"];
  const cut = both.map((name) => fitName(name, 150));
  expect(cut[1]?.split("+")).toHaveLength(3);
  expect(new Set(cut).size).toBe(2);
  for (const name of cut) expect(textWidth(name, 12)).toBeLessThanOrEqual(150);
});

it("leaves a name that fits, and ends one without ingredients by an ellipsis", () => {
  expect(fitName("advice+tools", 150)).toBe("advice+tools");
  expect(fitName("a-very-long-name-of-a-single-arm", 100)).toMatch(/^a-very.*…$/);
});

it("cuts the eval before the condition that tells rows apart", () => {
  expect(fitPair("articles@2026.01", "systemPrompt hhh", 190)).toMatch(/^art.*…, systemPrompt hhh$/);
  expect(fitPair("articles@1", "hhh", 190)).toBe("articles@1, hhh");
  expect(fitPair("articles@2026.01", "", 60)).toMatch(/…$/);
});

it("parts are left out whole, the last first", () => {
  expect(fitParts(["articles@1", "systemPrompt ai", "lead in points"], 1000)).toBe(
    "articles@1 · systemPrompt ai · lead in points",
  );
  expect(fitParts(["articles@1", "systemPrompt ai", "lead in points"], 200)).toBe(
    "articles@1 · systemPrompt ai",
  );
  expect(fitParts(["articles@1", "systemPrompt ai"], 40)).toMatch(/^art.*…$/);
});
