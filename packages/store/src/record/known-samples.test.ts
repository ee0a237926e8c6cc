import { describe, expect, test } from "vitest";
import { knownSamples } from "./known-samples.js";

const numbered = (...samples: readonly string[]) =>
  new Map(samples.map((sample, sampleNo) => [sample, { sampleNo, cluster: null }]));

describe("knownSamples", () => {
  test("adds what was read to what is known, apart for each ablation and eval", () => {
    const known = knownSamples({ connectionsClosed: () => 0 });
    known.keep(1, "a@1", numbered("p", "q"));
    known.keep(1, "a@1", new Map([["r", { sampleNo: 2, cluster: "s" }]]));
    known.keep(2, "a@1", numbered("x"));
    expect([...(known.of(1, "a@1")?.keys() ?? [])]).toEqual(["p", "q", "r"]);
    expect([...(known.of(2, "a@1")?.keys() ?? [])]).toEqual(["x"]);
    expect(known.of(1, "b@1")).toBeUndefined();
  });

  test("forgets everything when a connection is closed: the next one may lead to another server", () => {
    let closed = 0;
    const known = knownSamples({ connectionsClosed: () => closed });
    known.keep(1, "a@1", numbered("p"));
    closed += 1;
    expect(known.of(1, "a@1")).toBeUndefined();
    known.keep(1, "a@1", numbered("q"));
    expect([...(known.of(1, "a@1")?.keys() ?? [])]).toEqual(["q"]);
  });

  test("says which of an eval was numbered last, and forgets an eval alone", () => {
    const known = knownSamples({ connectionsClosed: () => 0, most: 3 });
    known.keep(1, "a@1", numbered("p", "q"));
    known.keep(1, "a@1", numbered("p"));
    known.keep(1, "b@1", numbered("x"));
    expect(known.last(1, "a@1")).toEqual({ sample: "q", sampleNo: 1 });
    known.forget(1, "a@1");
    expect(known.last(1, "a@1")).toBeUndefined();
    // and its room is free again
    known.keep(1, "c@1", numbered("y", "z"));
    expect(["b@1", "c@1"].map((id) => known.of(1, id)?.size)).toEqual([1, 2]);
  });

  test("forgets the evals that were read longest ago, and one that is too large for it", () => {
    const known = knownSamples({ connectionsClosed: () => 0, most: 3 });
    known.keep(1, "a@1", numbered("p", "q"));
    known.keep(1, "b@1", numbered("x"));
    known.keep(1, "a@1", numbered("p"));
    known.keep(1, "c@1", numbered("y"));
    expect(["a@1", "b@1", "c@1"].map((id) => known.of(1, id)?.size)).toEqual([2, undefined, 1]);
    known.keep(1, "d@1", numbered("1", "2", "3", "4"));
    expect(["a@1", "c@1", "d@1"].map((id) => known.of(1, id))).toEqual([undefined, undefined, undefined]);
  });
});
