import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINES } from "../contract/engines.js";
import { inspectLog } from "./inspect-log.js";
import { type OpenDoor, openDoor } from "./open-door.js";

const tagsOf = (fields: Record<string, unknown>) =>
  Object.entries(fields).map(([key, value]) => ({ key, value: String(value) }));

describe.each(ENGINES)("an eval log that a run leaves on $name", ({ target }) => {
  describe.skipIf(target === undefined)("is recorded for its checkpoint", () => {
    let door: OpenDoor;
    beforeAll(async () => {
      door = await openDoor(target ?? "");
    });
    afterAll(async () => {
      expect(door.faults).toEqual([]);
      await door.close();
    });
    const begin = (seed: number, more: Record<string, unknown> = {}) =>
      door.begin(
        tagsOf({
          "holdfast.ablation": door.identity,
          "holdfast.arm": "principles",
          "holdfast.stage": "rl",
          "holdfast.seed": seed,
          "holdfast.metric": "score",
          ...more,
        }),
      );
    const infoOf = async (run_id: string) =>
      JSON.stringify((await door.call("GET", "runs/get", { run_id })).body);
    const put = async (run_id: string, path: string, body: string | Uint8Array<ArrayBuffer>) => {
      const root = /mlflow-artifacts:\/([^"]+)/.exec(await infoOf(run_id))?.[1] ?? "";
      const at = `/api/2.0/mlflow-artifacts/artifacts/${root}/${path}`;
      expect((await door.raw(at, { method: "PUT", body })).status).toBe(200);
    };
    const fileOf = async (run_id: string, path: string) => {
      const { runs } = await door.client.mlflowRuns(door.identity);
      return runs.find(({ mlflowRun }) => mlflowRun === run_id)?.files.find((file) => file.path === path);
    };
    const outcomes = async (run: string) =>
      (await door.client.outcomes(door.identity, { run })).outcomes.map(
        ({ stage, step, eval: id, metric, value, source }) => [
          stage,
          step,
          id,
          metric,
          value.level,
          source?.uri,
        ],
      );

    it("by its content, at the step of its folder, sample by sample", async () => {
      const run_id = await begin(0);
      await put(run_id, "checkpoint-200/logs/a.json", inspectLog([{ includes: "C" }, { includes: "I" }]));
      await put(run_id, "end.json", inspectLog([{ includes: "C" }, { includes: "C" }]));
      await put(run_id, "config.json", '{"lr": 1}');
      await put(run_id, "list.json", "[1, 2");
      expect(await outcomes("principles/0/0")).toEqual([
        ["rl", null, "blackmail@1", "score", "samples", `runs:/${run_id}/end.json`],
        ["rl", 200, "blackmail@1", "score", "samples", `runs:/${run_id}/checkpoint-200/logs/a.json`],
      ]);
      expect(await fileOf(run_id, "end.json")).toMatchObject({
        imported: "recorded",
        note: "1 outcomes: 2 added, 0 recognised",
      });
      for (const path of ["config.json", "list.json"])
        expect(await fileOf(run_id, path)).toMatchObject({ imported: null, note: null });
      expect(await infoOf(run_id)).not.toContain("holdfast.note");
      await put(run_id, "again.json", inspectLog([{ includes: "C" }, { includes: "C" }]));
      expect((await fileOf(run_id, "again.json"))?.note).toBe("1 outcomes: 0 added, 2 recognised");
    });

    it("what has no place in the ablation is left out, and said", async () => {
      const run_id = await begin(1, { "holdfast.metric": "includes=score" });
      const log = inspectLog([
        { includes: "C", harm: 0.5 },
        { includes: "I", harm: 1 },
      ]);
      await put(run_id, "a.json", log);
      expect(await outcomes("principles/1/0")).toHaveLength(1);
      const said =
        "left out: harm is no metric of blackmail@1 (its metrics are score; the tag holdfast.metric renames)";
      expect((await fileOf(run_id, "a.json"))?.note).toContain(said);
      expect(await infoOf(run_id)).toContain(`"key":"holdfast.note.files","value":"a.json: 1 outcomes`);
    });

    it("a log that says it is another checkpoint's is refused, and so is a broken one; both are kept", async () => {
      const run_id = await begin(2);
      const wrong = [
        [
          "arm.json",
          { tags: ["holdfast.arm=control"] },
          "the log is about arm control, and this run about principles",
        ],
        ["seed.json", { metadata: { "holdfast.seed": 7 } }, "the log is about seed 7, and this run about 2"],
        [
          "of.json",
          { metadata: { "holdfast.ablation": "other@1" } },
          "the log says that it belongs to other@1",
        ],
        ["task.json", { task: "unheard-of" }, "nothing of the log is registered: unheard-of@1 is no eval"],
      ] as const;
      for (const [path, says, reason] of wrong) {
        await put(run_id, path, inspectLog([{ includes: "C" }], says));
        expect(await fileOf(run_id, path)).toMatchObject({
          imported: "refused",
          note: expect.stringContaining(reason),
        });
      }
      await put(run_id, "broken.eval", new TextEncoder().encode("PK\u0003\u0004 and no more"));
      await put(run_id, "none.eval", "text");
      for (const path of ["broken.eval", "none.eval"])
        expect(await fileOf(run_id, path)).toMatchObject({
          imported: "refused",
          note: expect.stringContaining(path),
        });
      expect(await outcomes("principles/2/0")).toEqual([]);
      expect(await infoOf(run_id)).toContain("broken.eval: refused: ");
      const root = /mlflow-artifacts:\/([^"]+)/.exec(await infoOf(run_id))?.[1] ?? "";
      const kept = await door.raw(`/api/2.0/mlflow-artifacts/artifacts/${root}/none.eval`);
      expect(await kept.text()).toBe("text");
    });

    it("tags name its eval and its clusters; what it says itself of the step counts", async () => {
      const run_id = await begin(3, {
        "holdfast.eval.unheard-of": "blackmail@1",
        "holdfast.cluster": "family",
        "holdfast.condition": '{"goal":"explicit"}',
      });
      const says = { task: "unheard-of", metadata: { "holdfast.step": 40 } };
      await put(
        run_id,
        "a.json",
        inspectLog([{ includes: "C" }, { includes: "I" }, { includes: "C" }], says),
      );
      const { outcomes: found } = await door.client.outcomes(door.identity, { run: "principles/3/0" });
      expect(found.map(({ step, eval: id, condition }) => [step, id, condition])).toEqual([
        [40, "blackmail@1", { goal: "explicit" }],
      ]);
    });

    it("results of lm-evaluation-harness wait for their samples, in whatever order they come, or for the end", async () => {
      const run_id = await begin(5, { "holdfast.eval.trap": "blackmail@1", "holdfast.metric": "acc=score" });
      const results = (acc: number) =>
        JSON.stringify({
          results: { trap: { alias: "trap", "acc,none": acc, "acc_stderr,none": 0.25 } },
          configs: { trap: { task: "trap", metric_list: [{ metric: "acc" }] } },
          ...{ versions: { trap: 1 }, "n-shot": { trap: 0 }, higher_is_better: { trap: { acc: true } } },
          "n-samples": { trap: { original: 4, effective: 4 } },
          config: { model: "hf", model_args: "pretrained=x" },
        });
      const samples = [1, 0, 0, 0]
        .map((acc, doc_id) =>
          JSON.stringify({
            doc_id,
            doc: {},
            target: "",
            filter: "none",
            metrics: ["acc"],
            doc_hash: `h${doc_id}`,
            acc,
          }),
        )
        .join("\n");
      const moment = "2026-11-05T20-04-20.123456";
      await put(run_id, `step-10/results_${moment}.json`, results(0.25));
      expect(await outcomes("principles/5/0")).toEqual([]);
      await put(run_id, `step-10/samples_trap_${moment}.jsonl`, samples);
      await put(run_id, `step-20/samples_trap_${moment}.jsonl`, samples);
      await put(run_id, `step-20/results_${moment}.json`, results(0.25));
      await put(run_id, `step-30/results_${moment}.json`, results(0.5));
      const levels = async () =>
        (await outcomes("principles/5/0")).map(([, step, , , level]) => [step, level]);
      expect(await levels()).toEqual([
        [10, "samples"],
        [20, "samples"],
      ]);
      await door.call("POST", "runs/update", { run_id, status: "FINISHED", end_time: 1_800_000_000_000 });
      expect(await levels()).toEqual([
        [10, "samples"],
        [20, "samples"],
        [30, "summary"],
      ]);
    });

    it("also one that was left before the run was bound", async () => {
      const run_id = await door.begin();
      await put(run_id, "a.json", inspectLog([{ score: "C" }]));
      const tags = { ablation: door.identity, arm: "control", stage: "sft", seed: 4 };
      await door.call("POST", "runs/set-tag", { run_id, key: "holdfast", value: JSON.stringify(tags) });
      expect(await outcomes("control/4/0")).toHaveLength(1);
    });
  });
});
