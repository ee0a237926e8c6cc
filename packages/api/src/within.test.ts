import { HoldfastError } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { faultWithin, within } from "./within.js";

const fault = (key?: string) =>
  new HoldfastError({
    code: "conflict",
    message: "no.",
    ...(key === undefined ? {} : { place: { key } }),
    remedy: "Then yes.",
  });

describe("within", () => {
  it("reads the key of a fault from inside its place, and keeps all else", () => {
    const thrown = () =>
      within({ key: "lines[3]", line: 4 }, () => {
        throw fault("samples.score[7]");
      });
    expect(thrown).toThrow(
      expect.objectContaining({
        code: "conflict",
        message: "no.",
        place: { key: "lines[3].samples.score[7]", line: 4 },
        remedy: "Then yes.",
      }),
    );
    expect(faultWithin({ key: "lines" }, fault("[2]"))).toMatchObject({ place: { key: "lines[2]" } });
    expect(faultWithin({ key: "ablation" }, fault())).toMatchObject({ place: { key: "ablation" } });
    expect(faultWithin({ line: 2 }, fault("arm"))).toMatchObject({ place: { key: "arm", line: 2 } });
  });

  it("hands back what work gives, and other errors as they are", () => {
    expect(within({ key: "a" }, () => 5)).toBe(5);
    const other = new TypeError("x");
    expect(faultWithin({ key: "a" }, other)).toBe(other);
  });
});
