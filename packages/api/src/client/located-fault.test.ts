import { HoldfastError } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { locatedFault } from "./located-fault.js";

const fault = (key: string) =>
  new HoldfastError({ code: "unknown-name", message: "no arm.", place: { key } });

describe("locatedFault", () => {
  const locate = (error: HoldfastError, index: number) => error.at({ file: "runs.ndjson", line: 10 * index });

  it("tells the caller which line of the batch is at fault, and the key inside it", () => {
    expect(locatedFault(fault("lines[3].samples.score[7]"), locate)).toMatchObject({
      code: "unknown-name",
      place: { file: "runs.ndjson", line: 30, key: "samples.score[7]" },
    });
    expect(locatedFault(fault("lines[12]"), locate)).toMatchObject({
      place: { file: "runs.ndjson", line: 120 },
    });
  });

  it("leaves other faults alone", () => {
    const other = fault("identity");
    expect(locatedFault(other, locate)).toBe(other);
  });
});
