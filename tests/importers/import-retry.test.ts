import type { ImportReport } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADVICE, type ImportPlace, importInto } from "./import-into.js";
import { logText, tagsOf } from "./made-log.js";

let place: ImportPlace;
beforeAll(async () => {
  const metrics = [
    { name: "match", direction: "lower-is-better" as const, scale: { kind: "binary" as const } },
  ];
  place = await importInto({ ...ADVICE, evals: [{ id: "blackmail@2", metrics, role: "held-out" }] });
});
afterAll(() => place?.close());

const reported = (...words: string[]) => place.report(...words, "-a", "advice@1", "--cluster", "family");
const states = ({ logs }: ImportReport) => logs.map(({ file, state }) => `${file} ${state}`);

describe("attempts at one task that are imported one after the other", () => {
  it("lets the attempt that came to its end count where the attempts are imported one after the other", async () => {
    const tags = tagsOf("principles", 5);
    const broken = logText({ tags, values: ["C", undefined, "I"], status: "error", taskId: "t5" });
    const whole = logText({ tags, values: ["C", "C", "I", "C"], taskId: "t5" });
    place.write("broken/1.json", broken);
    place.write("whole/2.json", whole);
    expect(states(await reported("broken"))).toEqual(["broken/1.json recorded"]);
    const later = await reported("whole");
    expect([later.code, states(later), later.added]).toEqual([0, ["whole/2.json recorded"], 2]);
    expect(later.logs[0]?.notes.at(-1)).toBe(
      "It corrects what broken/1.json recorded: it is a later attempt at the task t5, which broken/1.json did not bring to its end.",
    );
    const { outcomes } = await place.client.outcomes("advice@1", { run: "principles/5/0" });
    const [current] = outcomes;
    expect(current).toMatchObject({
      revision: 2,
      status: "complete",
      value: { scored: 4, unscored: 0, mean: 0.75 },
    });
    expect(current?.correction?.author).toBe("holdfast import");
    expect(await reported("whole", "broken")).toMatchObject({ code: 0, added: 0 });
    expect((await place.client.outcomes("advice@1", { run: "principles/5/0" })).outcomes).toEqual(outcomes);
  });

  it("passes over an attempt that broke off where the later one is recorded already", async () => {
    const tags = tagsOf("principles", 6);
    place.write("later/2.json", logText({ tags, values: ["C", "C"], taskId: "t6" }));
    place.write("earlier/1.json", logText({ tags, values: ["C", undefined], status: "error", taskId: "t6" }));
    await reported("later");
    const found = await reported("earlier");
    expect([found.code, states(found)]).toEqual([0, ["earlier/1.json skipped"]]);
    expect(found.logs[0]?.reason).toContain("later/2.json is another attempt at the same task");
  });

  it.each([
    ["another task", { taskId: "other" }],
    ["no task", {}],
  ])("refuses a log that differs from what an attempt at %s recorded", async (_of, task) => {
    const seed = "taskId" in task ? 11 : 12;
    const tags = tagsOf("principles", seed);
    place.write(
      `first-${seed}/1.json`,
      logText({ tags, values: ["C", undefined], status: "error", taskId: "t11" }),
    );
    place.write(`second-${seed}/2.json`, logText({ tags, values: ["C", "C"], ...task }));
    await reported(`first-${seed}`);
    const found = await reported(`second-${seed}`);
    expect([found.code, states(found)]).toEqual([3, [`second-${seed}/2.json refused`]]);
  });
});
