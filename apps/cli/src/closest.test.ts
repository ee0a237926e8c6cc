import { describe, expect, it } from "vitest";
import { closest } from "./closest.js";

describe("closest", () => {
  it.each([
    ["recrod", "record"],
    ["regiser", "register"],
    ["effect", "effects"],
    ["dur", "durability"],
    ["xyz", undefined],
  ])("takes %s for %s", (typed, meant) => {
    expect(closest(typed, ["record", "register", "effects", "durability"])).toBe(meant);
  });
});
