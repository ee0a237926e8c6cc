import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINES } from "../contract/engines.js";
import { type OpenDoor, openDoor } from "./open-door.js";

const tagsOf = (fields: Record<string, unknown>) =>
  Object.entries(fields).map(([key, value]) => ({
    key,
    value: typeof value === "object" ? JSON.stringify(value) : String(value),
  }));

describe.each(ENGINES)("metrics that name an eval on $name", ({ target }) => {
  describe.skipIf(target === undefined)("become outcomes", () => {
    let door: OpenDoor;
    beforeAll(async () => {
      door = await openDoor(target ?? "");
    });
    afterAll(async () => {
      expect(door.faults).toEqual([]);
      await door.close();
    });
    const binding = (seed: number | null, more: Record<string, unknown> = {}) =>
      tagsOf({
        "holdfast.ablation": door.identity,
        "holdfast.arm": "principles",
        "holdfast.stage": "rl",
        ...(seed === null ? {} : { "holdfast.seed": seed }),
        ...more,
      });
    const send = (run_id: string, key: string, value: unknown, step: number, timestamp = 1000 + step) =>
      door.call("POST", "runs/log-metric", { run_id, key, value, step, timestamp });
    const log = async (...given: Parameters<typeof send>) =>
      expect(await send(...given)).toEqual({ status: 200, body: {} });
    const tag = (run_id: string, fields: Record<string, unknown>) =>
      door.call("POST", "runs/log-batch", { run_id, tags: tagsOf(fields) });
    const outcomes = async (run: string) =>
      (await door.client.outcomes(door.identity, { run })).outcomes.map(
        ({ stage, step, eval: id, metric, value }) => {
          const said =
            value.level === "counts"
              ? `${value.counts.k} of ${value.counts.n}`
              : value.level === "point"
                ? value.point
                : value.level;
          return `${stage} ${step} ${id} ${metric} ${said}`;
        },
      );
    const bound = async (run: string) =>
      (await door.client.mlflowRuns(door.identity)).runs.find(({ mlflowRun }) => mlflowRun === run);
    const note = async (run_id: string) => {
      const { body } = await door.call("GET", "runs/get", { run_id });
      return /"key":"holdfast.note.metrics","value":"((?:[^"\\]|\\.)*)"/.exec(JSON.stringify(body))?.[1];
    };

    it("at the run's stage and the metric's step, by the keys that name one and no others", async () => {
      const run_id = await door.begin(binding(0));
      const metrics = [
        ["blackmail", 10, 0.25],
        ["blackmail@1", 20, 0.5],
        ["eval/blackmail", 30, 0.75],
        ["eval_blackmail/score", 40, 0],
        ["eval_honesty_admits", 10, 1],
        ["honesty", 10, 0.5],
        ["honesty/admits", 20, 0.125],
        ["loss", 10, 3],
        ["eval_loss", 10, 2],
        ["train/blackmail", 10, 0.9],
        ["blackmail_score", 10, 0.9],
        ["blackmail", 50, "NaN"],
        ["blackmail", 60, "Infinity"],
      ].map(([key, step, value]) => ({ key, step, value, timestamp: 1 }));
      expect(await door.call("POST", "runs/log-batch", { run_id, metrics })).toMatchObject({ status: 200 });
      expect(await outcomes("principles/0/0")).toEqual([
        "rl 10 blackmail@1 score 0.25",
        "rl 10 honesty@1 admits 1",
        "rl 10 honesty@1 quality 0.5",
        "rl 20 blackmail@1 score 0.5",
        "rl 20 honesty@1 admits 0.125",
        "rl 30 blackmail@1 score 0.75",
        "rl 40 blackmail@1 score 0",
      ]);
      const { series } = await door.client.metricKeys(door.identity, { run: "principles/0/0" });
      expect(series).toHaveLength(new Set(metrics.map(({ key }) => key)).size);
      expect(await bound(run_id)).toMatchObject({ faults: [] });
    });

    it("a retry is nothing new; another value keeps the first, and says so until it is corrected", async () => {
      const run_id = await door.begin(binding(1));
      for (const _ of [1, 2, 3]) await log(run_id, "blackmail", 0.25, 10, 5);
      expect(await note(run_id)).toBeUndefined();
      await log(run_id, "blackmail", 0.5, 10, 6);
      await log(run_id, "blackmail", 0.25, 10, 7);
      expect(await outcomes("principles/1/0")).toEqual(["rl 10 blackmail@1 score 0.25"]);
      const fault =
        "`blackmail` at step 10: logged as 0.5, and the outcome keeps 0.25, which came first. If that is wrong, record the right one as a correction with author and reason.";
      expect(await bound(run_id)).toMatchObject({ faults: [fault] });
      expect(await note(run_id)).toBe(fault);
      const history = await door.call("GET", "metrics/get-history", { run_id, metric_key: "blackmail" });
      expect(history.body.metrics).toHaveLength(3);
      await door.client.recordLines(door.identity, [
        {
          ...{ arm: "principles", seed: 1, branch: 0, stage: "rl", step: 10, eval: "blackmail@1" },
          ...{ point: 0.5, status: "complete", correction: { author: "ada", reason: "a wrong prompt" } },
        },
      ]);
      expect(await bound(run_id)).toMatchObject({ faults: [] });
      await door.call("POST", "runs/update", { run_id, status: "FINISHED", end_time: 1_800_000_000_000 });
      expect(await note(run_id)).toBeUndefined();
    });

    it("a value that cannot be one is refused as an outcome, with the reason, and logged all the same", async () => {
      const run_id = await door.begin(binding(2));
      await log(run_id, "blackmail", 34.2, 10);
      await log(run_id, "blackmail", 0.5, -3);
      await log(run_id, "flattery", 0.5, 10);
      await door.call("POST", "runs/update", { run_id, status: "FINISHED", end_time: 1_800_000_000_000 });
      expect(await outcomes("principles/2/0")).toEqual([]);
      expect((await bound(run_id))?.faults).toEqual([
        expect.stringContaining("step -3: steps count from 0"),
        expect.stringContaining("`blackmail` at step 10: the value 34.2 is not between 0 and 1"),
        "`flattery` could be flattery@1/score or flattery@2/score, and counts as none. Say which with the tag holdfast.eval.flattery.",
      ]);
      expect((await note(run_id))?.split("\\n")).toHaveLength(3);
      await tag(run_id, { "holdfast.eval.flattery": "flattery@2" });
      expect(await outcomes("principles/2/0")).toEqual(["rl 10 flattery@2 score 0.5"]);
    });

    it("also what was logged before it was bound, and it moves with the binding", async () => {
      const run_id = await door.begin();
      await log(run_id, "blackmail", 0.25, 10);
      for (const { key, value } of binding(3)) await tag(run_id, { [key]: value });
      await log(run_id, "blackmail", 0.5, 20);
      const both = ["rl 10 blackmail@1 score 0.25", "rl 20 blackmail@1 score 0.5"];
      expect(await outcomes("principles/3/0")).toEqual(both);
      expect((await door.client.runs(door.identity)).runs.filter(({ seed }) => seed === null)).toEqual([]);
      expect(await tag(run_id, { "holdfast.arm": "control" })).toMatchObject({ status: 200 });
      await log(run_id, "blackmail", 0.75, 30);
      expect(await outcomes("control/3/0")).toEqual([...both, "rl 30 blackmail@1 score 0.75"]);
      const { runs } = await door.client.runs(door.identity, { seed: 3 });
      expect(runs.map(({ run, outcomes: n }) => [run, n])).toEqual([["control/3/0", 3]]);
      const audit = await door.client.audit({ identity: door.identity });
      expect(JSON.stringify(audit)).toContain(
        "2 outcomes of its metrics taken back from principles/3/0 at rl",
      );
    });

    it("what somebody corrected holds the binding", async () => {
      const run_id = await door.begin(binding(4));
      await log(run_id, "blackmail", 0.25, 10);
      const line = {
        ...{ arm: "principles", seed: 4, branch: 0, stage: "rl", step: 10, eval: "blackmail@1" },
        ...{ point: 0.3, status: "complete" as const, correction: { author: "ada", reason: "recounted" } },
      };
      await door.client.recordLines(door.identity, [line]);
      const refused = await tag(run_id, { "holdfast.arm": "control" });
      expect(refused).toMatchObject({ status: 400 });
      expect(refused.body.message).toContain("checkpoints of it are recorded there");
      expect(await outcomes("principles/4/0")).toEqual(["rl 10 blackmail@1 score 0.3"]);
    });

    it("tags say which eval, judge and condition, also afterwards; a wrong one is refused", async () => {
      const run_id = await door.begin(binding(5, { "holdfast.eval.harm rate": "blackmail" }));
      await log(run_id, "harm rate", 0.25, 10);
      await log(run_id, "blackmail", 0.5, 20);
      await tag(run_id, {
        "holdfast.judge": { model: "gpt", promptSha: "abc" },
        "holdfast.condition": "{'goal': 'explicit', 'threat': True}",
        "holdfast.eval.blackmail": "none",
      });
      await log(run_id, "harm rate", 0.75, 30);
      const { outcomes: found } = await door.client.outcomes(door.identity, { run: "principles/5/0" });
      expect(found.map(({ step, judge, condition }) => [step, judge, condition])).toEqual(
        [10, 30].map((step) => [step, "gpt#abc", { goal: "explicit", threat: true }]),
      );
      for (const [fields, reason] of [
        [{ "holdfast.eval.x": "nothing@1" }, "the ablation has no eval `nothing@1`. Its evals"],
        [{ "holdfast.eval.x": "flattery" }, "could be several evals"],
        [{ "holdfast.eval.x": "blackmail/nothing" }, "no eval `blackmail/nothing`"],
        [{ "holdfast.condition": "explicit" }, "condition"],
      ] as const) {
        const refused = await tag(run_id, fields);
        expect(refused).toMatchObject({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } });
        expect(refused.body.message).toContain(reason);
      }
      const gone = { run_id, key: "holdfast.eval.blackmail" };
      expect(await door.call("POST", "runs/delete-tag", gone)).toMatchObject({ status: 200 });
      expect(await outcomes("principles/5/0")).toHaveLength(3);
    });

    it("a rate with its number of samples is a count, where it is one", async () => {
      const run_id = await door.begin(binding(6));
      const metrics = [
        { key: "blackmail", value: 0.25, step: 10, timestamp: 1 },
        { key: "blackmail/n", value: 100, step: 10, timestamp: 1 },
        { key: "honesty/admits", value: 1 / 3, step: 10, timestamp: 1 },
        { key: "honesty/admits/n", value: 12, step: 10, timestamp: 1 },
      ];
      await door.call("POST", "runs/log-batch", { run_id, metrics });
      await log(run_id, "blackmail", 0.5, 20);
      await log(run_id, "blackmail/n", 8, 20);
      await log(run_id, "blackmail", 0.333, 30);
      await log(run_id, "blackmail/n", 100, 30);
      expect(await outcomes("principles/6/0")).toEqual([
        "rl 10 blackmail@1 score 25 of 100",
        "rl 10 honesty@1 admits 4 of 12",
        "rl 20 blackmail@1 score 4 of 8",
        "rl 30 blackmail@1 score 0.333",
      ]);
      expect((await bound(run_id))?.faults).toEqual([
        "`blackmail` at step 30: 0.333 of 100 is no whole number: recorded as a point.",
      ]);
    });

    it("what somebody else recorded there stays, and agrees or is told apart", async () => {
      const place = { arm: "principles", seed: 7, branch: 0, stage: "rl", eval: "blackmail@1" };
      const scores = { id: ["a", "b", "c", "d"], score: [1, 0, 0, 0] };
      await door.client.recordLines(
        door.identity,
        [10, 20].map((step) => ({ ...place, step, samples: scores, status: "complete" as const })),
      );
      const run_id = await door.begin(binding(7));
      await log(run_id, "blackmail", 0.25, 10);
      await log(run_id, "blackmail", 0.5, 20);
      expect(await outcomes("principles/7/0")).toEqual(
        [10, 20].map((step) => `rl ${step} blackmail@1 score samples`),
      );
      expect((await bound(run_id))?.faults).toEqual([
        expect.stringContaining("step 20: logged as 0.5, and the outcome keeps 4 sample scores"),
      ]);
    });

    it("without a seed it is the run of this one MLflow run, and its seed stays unknown", async () => {
      const run_id = await door.begin(binding(null));
      await log(run_id, "blackmail", 0.25, 10);
      expect(await outcomes(`principles/unknown:${run_id}/0`)).toEqual(["rl 10 blackmail@1 score 0.25"]);
    });

    it("writers of one run at the same time lose nothing, and one of two values is kept", async () => {
      const run_id = await door.begin(binding(8));
      const other = await door.begin(binding(8));
      const sent = Array.from({ length: 24 }, (_, at) =>
        log(at % 2 === 0 ? run_id : other, "blackmail", at < 12 ? 0.5 : 0.25, 10 * (at % 12)),
      );
      await Promise.all(sent);
      const found = await outcomes("principles/8/0");
      expect(found).toHaveLength(12);
      const faults = [run_id, other].map(async (run) => (await bound(run))?.faults ?? []);
      expect((await Promise.all(faults)).flat()).toHaveLength(12);
    });

    it("an eval that an amendment adds takes what was logged before", async () => {
      const run_id = await door.begin(binding(9));
      await log(run_id, "patience", 0.25, 10);
      const { ablation } = (await door.client.read(door.identity)) ?? {};
      if (ablation === undefined) throw new Error("it is registered");
      const [first] = ablation.evals;
      if (first === undefined) throw new Error("it has evals");
      const evals = [...ablation.evals, { ...first, id: "patience@1" }];
      await door.client.amend(door.identity, { ...ablation, evals }, { author: "ada", reason: "one more" });
      expect(await outcomes("principles/9/0")).toEqual(["rl 10 patience@1 score 0.25"]);
    });

    it("answers effects from points of several seeds", async () => {
      for (const arm of ["control", "principles"])
        for (const seed of [20, 21, 22]) {
          const run_id = await door.begin(binding(seed, { "holdfast.arm": arm, "holdfast.stage": "sft" }));
          await log(run_id, "eval_blackmail", (arm === "control" ? 0.5 : 0.25) + (seed - 21) / 50, 100);
        }
      const { effects } = await door.client.effects(door.identity);
      const found = effects.find(({ eval: id, moment }) => id === "blackmail@1" && moment.stage === "sft");
      const finding = found?.findings.find(
        ({ scale, target: to }) => scale === "difference" && to === "suite-fixed",
      );
      if (finding?.status !== "estimated") throw new Error(JSON.stringify(found?.findings, null, 1));
      expect(finding.estimate).toBeCloseTo(-0.25, 10);
      expect([finding.scope, finding.evidenceLevel, finding.n.runs]).toEqual(["recipe", "point", 3]);
      expect(finding.interval?.upper).toBeLessThan(-0.2);
      const prompts = found?.findings.find(({ target: to }) => to === "prompt-general");
      expect(prompts).toMatchObject({
        status: "not-estimable",
        reason: "without a score for each sample nothing is known of how prompts differ",
      });
    });
  });
});
