import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINES } from "../contract/engines.js";
import { type OpenDoor, openDoor } from "./open-door.js";

const tagsOf = (fields: Record<string, unknown>) =>
  Object.entries(fields).map(([key, value]) => ({ key, value: String(value) }));

describe.each(ENGINES)("the MLflow door on $name", ({ target }) => {
  describe.skipIf(target === undefined)("answers as MLflow's clients expect", () => {
    let door: OpenDoor;
    beforeAll(async () => {
      door = await openDoor(target ?? "");
    });
    afterAll(async () => {
      expect(door.faults).toEqual([]);
      await door.close();
    });
    const binding = (seed: number, more: Record<string, unknown> = {}) =>
      tagsOf({
        "holdfast.ablation": door.identity,
        "holdfast.arm": "principles",
        "holdfast.stage": "sft",
        "holdfast.seed": seed,
        ...more,
      });
    const read = async (run_id: string) => (await door.call("GET", "runs/get", { run_id })).body.run;
    const bound = async (run: string) =>
      (await door.client.mlflowRuns(door.identity)).runs.find(({ mlflowRun }) => mlflowRun === run);

    it("has the experiment 0, and refuses a name that is taken with 400", async () => {
      const found = await door.call("GET", "experiments/get", { experiment_id: "0" });
      expect(found.body).toMatchObject({ experiment: { name: "Default", lifecycle_stage: "active" } });
      const again = await door.call("POST", "experiments/create", { name: "Default" });
      expect(again).toMatchObject({ status: 400, body: { error_code: "RESOURCE_ALREADY_EXISTS" } });
      const none = await door.call("GET", "experiments/get-by-name", { experiment_name: "nothing" });
      expect(none).toMatchObject({ status: 404, body: { error_code: "RESOURCE_DOES_NOT_EXIST" } });
    });

    it("answers probes, and what it does not know with ENDPOINT_NOT_FOUND", async () => {
      expect(await (await door.raw("/health")).text()).toBe("OK");
      expect(await (await door.raw("/version")).text()).toBe("3.0.0");
      expect(await (await door.raw("/api/3.0/mlflow/server-info")).json()).toMatchObject({
        workspaces_enabled: false,
      });
      expect(await door.call("POST", "traces/search")).toMatchObject({
        status: 404,
        body: { error_code: "ENDPOINT_NOT_FOUND" },
      });
      const model = await door.call("POST", "logged-models", { name: "m" });
      expect(model).toMatchObject({ status: 501, body: { error_code: "NOT_IMPLEMENTED" } });
      expect(String(model.body.message)).toContain("log_artifacts");
    });

    it("keeps the latest point by step, time and value, and a retry adds nothing", async () => {
      const run_id = await door.begin();
      const log = (value: unknown, step: unknown, timestamp: unknown = 5) =>
        door.call("POST", "runs/log-metric", {
          run_id,
          run_uuid: run_id,
          key: "loss",
          value,
          step,
          timestamp,
          unknown: 1,
        });
      for (const [value, step] of [
        [3, "2"],
        ["NaN", 0],
        [1.5, 1],
        ["-Infinity", 1],
        [3, 2],
      ] as const)
        expect(await log(value, step)).toEqual({ status: 200, body: {} });
      expect(await read(run_id)).toMatchObject({
        data: { metrics: [{ key: "loss", value: 3, step: 2, timestamp: 5 }] },
        inputs: { dataset_inputs: [], model_inputs: [] },
        outputs: { model_outputs: [] },
      });
      const history = await door.call("GET", "metrics/get-history", {
        run_uuid: run_id,
        metric_key: "loss",
        max_results: 3,
      });
      expect(history.body.metrics).toMatchObject([{ value: "NaN" }, { value: "-Infinity" }, { value: 1.5 }]);
      const { next_page_token: page_token } = history.body;
      const rest = await door.call("GET", "metrics/get-history", { run_id, metric_key: "loss", page_token });
      expect(rest.body).toEqual({ metrics: [{ key: "loss", value: 3, timestamp: 5, step: 2 }] });
      expect(await log("much", 1)).toMatchObject({
        status: 400,
        body: { error_code: "INVALID_PARAMETER_VALUE" },
      });
      expect(await log(1, "9223372036854775807")).toMatchObject({ status: 400 });
    });

    it("keeps a batch whole or not at all when a parameter changes", async () => {
      const run_id = await door.begin();
      const batch = (value: string) =>
        door.call("POST", "runs/log-batch", {
          run_id,
          metrics: [{ key: `m${value}`, value: 1, timestamp: 1, step: 0 }],
          params: [
            { key: "lr", value },
            { key: `only ${value}`, value },
          ],
          tags: [{ key: "t", value }],
        });
      expect(await batch("A")).toMatchObject({ status: 200 });
      expect(await batch("A")).toMatchObject({ status: 200 });
      const refused = await batch("B");
      expect(refused).toMatchObject({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } });
      expect(refused.body.message).toContain(
        `Changing param values is not allowed. Param with key='lr' was already logged with value='A' for run ID='${run_id}'. Attempted logging new value 'B'.`,
      );
      expect(await read(run_id)).toMatchObject({
        data: {
          metrics: [{ key: "mA" }],
          params: [{ key: "lr", value: "A" }, { key: "only A" }],
          tags: expect.arrayContaining([{ key: "t", value: "A" }]),
        },
      });
    });

    it("writers of one run at the same time lose nothing", async () => {
      const run_id = await door.begin(binding(40));
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, step) =>
          door.call("POST", "runs/log-metric", { run_id, key: "loss", value: step / 2, step, timestamp: 1 }),
        ),
      );
      expect(answers.every(({ status }) => status === 200)).toBe(true);
      expect(await read(run_id)).toMatchObject({ data: { metrics: [{ value: 19.5, step: 39 }] } });
      const { series } = await door.client.metricKeys(door.identity, { run: "principles/40/0" });
      expect(series).toMatchObject([
        { key: "loss", points: 40, firstStep: 0, latest: { step: 39, value: 19.5 } },
      ]);
    });

    it("binds a run late: what it logged moves with it, and joins the metrics recorded here", async () => {
      const run_id = await door.begin();
      const log = (step: number) =>
        door.call("POST", "runs/log-metric", {
          run_id,
          key: "loss",
          value: step,
          step,
          timestamp: 1000 + step,
        });
      await log(1);
      for (const { key, value } of binding(1))
        expect(await door.call("POST", "runs/set-tag", { run_id, key, value })).toMatchObject({
          status: 200,
        });
      await log(2);
      await log(2);
      const { metrics } = await door.client.metrics(door.identity, { run: "principles/1/0" });
      expect(metrics.map(({ stage, key, step, value }) => [stage, key, step, value])).toEqual([
        ["sft", "loss", 1, 1],
        ["sft", "loss", 2, 2],
      ]);
      const [, second] = metrics;
      if (second === undefined || second.at === null) throw new Error("two points with their times");
      const { run: runKey, stage, key, step, value, at } = second;
      expect(
        await door.client.recordMetrics(door.identity, [{ runKey, stage, key, step, value, at }]),
      ).toMatchObject({ added: 0, recognised: 1 });
      // set one by one, the seed came after the binding: the run of unknown seed that it was for a moment is gone
      const { runs } = await door.client.runs(door.identity);
      expect(runs.filter(({ seed }) => seed === null)).toEqual([]);
      await door.call("POST", "runs/update", { run_id, status: "FINISHED", end_time: 1_800_000_000_000 });
      expect((await door.client.run(door.identity, "principles/1/0")).run.state).toMatchObject({
        status: "finished",
      });
    });

    it("takes all of it from one JSON, also in Python's quotes, and compares the data with the registered mix", async () => {
      const python = `{'ablation': '${door.identity}', 'arm': 'principles', 'stage': 'sft', 'seed': 2, 'parent': None}`;
      const run_id = await door.begin(tagsOf({ holdfast: python }));
      const dataset = (name: string, context: string, profile: string) => ({
        tags: [{ key: "mlflow.data.context", value: context }],
        dataset: { name, digest: "abc", source_type: "local", source: "{}", profile },
      });
      const datasets = [
        dataset("principles", "training", '{"num_rows":999}'),
        dataset("stories", "training", "no JSON"),
        dataset("held-out", "eval", "{}"),
      ];
      for (const _ of [1, 2]) await door.call("POST", "runs/log-inputs", { run_id, datasets });
      expect(await bound(run_id)).toMatchObject({
        run: "principles/2/0",
        declared: [
          { dataset: "principles", rows: 999, contentHash: "unknown" },
          { dataset: "stories", rows: "unknown" },
        ],
        differences: [
          "The registered component chats was not declared.",
          "principles was declared with 999 rows, and registered with 1000.",
          "stories was declared, and is no registered component.",
        ],
      });
    });

    it("refuses a binding that cannot be with the reason, keeps nothing of it, and training goes on unbound", async () => {
      const run_id = await door.begin();
      const wrong = [
        [{ "holdfast.ablation": "nothing@1" }, "there is no ablation"],
        [
          { "holdfast.ablation": door.identity, "holdfast.arm": "nobody" },
          "Its arms are control, principles",
        ],
        [
          { "holdfast.ablation": door.identity, "holdfast.arm": "control", "holdfast.stage": "dpo" },
          "Its stages are sft, rl",
        ],
        [{ "holdfast.seed": "-1" }, "holdfast"],
        [{ "holdfast.armm": "x" }, "not a tag that binds"],
        [{ holdfast: "not JSON" }, "not a JSON object"],
        [
          { "holdfast.ablation": "inbox@0", "holdfast.arm": "control", "holdfast.stage": "sft" },
          "there is no ablation",
        ],
      ] as const;
      for (const [fields, reason] of wrong) {
        const refused = await door.call("POST", "runs/log-batch", { run_id, tags: tagsOf(fields) });
        expect(refused).toMatchObject({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } });
        expect(refused.body.message).toContain(reason);
      }
      expect(
        await door.call("POST", "runs/log-metric", { run_id, key: "loss", value: 1, timestamp: 1 }),
      ).toMatchObject({ status: 200 });
      expect(JSON.stringify(await read(run_id))).not.toContain("holdfast");
      expect(await bound(run_id)).toBeUndefined();
    });

    it("a second training in the place of one that finished is refused; a requeued one goes on", async () => {
      const first = await door.begin(binding(3));
      const requeued = await door.begin(binding(3));
      expect(await bound(requeued)).toMatchObject({ run: "principles/3/0" });
      await door.call("POST", "runs/update", {
        run_id: first,
        status: "FINISHED",
        end_time: 1_800_000_000_000,
      });
      const refused = await door.call("POST", "runs/create", { experiment_id: "0", tags: binding(3) });
      expect(refused).toMatchObject({ status: 400 });
      expect(refused.body.message).toContain(`MLFLOW_RUN_ID=${first}`);
      const branch = await door.begin(binding(3, { "holdfast.branch": 1, "holdfast.parent": "sft:10:0" }));
      expect(await bound(branch)).toMatchObject({ run: "principles/3/1" });
      expect((await door.client.run(door.identity, "principles/3/1")).run).toMatchObject({
        parent: { stage: "sft", step: 10, branch: 0 },
      });
    });

    it("what is nested in one run belongs to its training, one after the other", async () => {
      const parent = await door.begin(binding(30));
      for (const _ of [1, 2]) {
        const child = await door.begin([...binding(30), ...tagsOf({ "mlflow.parentRunId": parent })]);
        expect(await bound(child)).toMatchObject({ run: "principles/30/0" });
        await door.call("POST", "runs/update", { run_id: child, status: "FINISHED", end_time: 2 });
      }
      await door.call("POST", "runs/update", { run_id: parent, status: "FINISHED", end_time: 3 });
      const stranger = await door.call("POST", "runs/create", { experiment_id: "0", tags: binding(30) });
      expect(stranger).toMatchObject({ status: 400 });
    });

    it("records the outcomes in a file that a run leaves, also when it is bound after", async () => {
      const run_id = await door.begin();
      const put = (name: string, body: string) =>
        door.raw(`/api/2.0/mlflow-artifacts/artifacts/${name}`, { method: "PUT", body });
      const info = (await door.call("GET", "runs/get", { run_id })).body.run;
      const root = /mlflow-artifacts:\/([^"]+)/.exec(JSON.stringify(info))?.[1] ?? "";
      const line = { eval: "blackmail@1", samples: { id: ["a", "b"], score: [0, 1] } };
      expect((await put(`${root}/evals/a.outcomes.ndjson`, `${JSON.stringify(line)}\n`)).status).toBe(200);
      await door.call("POST", "runs/log-batch", { run_id, tags: binding(4) });
      expect((await put(`${root}/b.outcomes.ndjson`, '{"arm":"control"}\n')).status).toBe(200);
      expect((await bound(run_id))?.files).toEqual([
        {
          path: "b.outcomes.ndjson",
          size: 18,
          imported: "refused",
          note: expect.stringContaining("b.outcomes.ndjson:1 arm"),
        },
        {
          path: "evals/a.outcomes.ndjson",
          size: expect.any(Number),
          imported: "recorded",
          note: "1 outcomes: 2 added, 0 recognised",
        },
      ]);
      expect((await door.client.run(door.identity, "principles/4/0")).run).toMatchObject({
        outcomes: 1,
        stages: ["sft"],
      });
    });

    it("a binding with outcomes stays; one that was a mistake is undone", async () => {
      const run_id = await door.begin(binding(5));
      await door.call("POST", "runs/log-metric", { run_id, key: "loss", value: 1, timestamp: 1 });
      const rebind = (arm: string) =>
        door.call("POST", "runs/set-tag", { run_id, key: "holdfast.arm", value: arm });
      expect(await rebind("control")).toMatchObject({ status: 200 });
      const { runs } = await door.client.runs(door.identity, { seed: 5 });
      expect(runs.map(({ run, metrics }) => [run, metrics])).toEqual([["control/5/0", 1]]);
      const outcome = { arm: "control", seed: 5, stage: "sft", eval: "blackmail@1", counts: { k: 1, n: 2 } };
      await door.client.recordLines(door.identity, [{ ...outcome, branch: 0, status: "complete" }]);
      const refused = await rebind("principles");
      expect(refused).toMatchObject({ status: 400 });
      expect(refused.body.message).toContain("checkpoints of it are recorded there");
    });

    it("who is bound to one ablation sees its runs and unbound ones, and a reader writes nothing", async () => {
      const [own, unbound] = [await door.begin(binding(6)), await door.begin()];
      const by = { actor: "t", role: "recorder", ablation: "other@1", tokenId: "x" } as const;
      expect(await door.call("GET", "runs/get", { run_id: own }, by)).toMatchObject({ status: 404 });
      expect(
        await door.call("POST", "runs/set-tag", { run_id: own, key: "a", value: "b" }, by),
      ).toMatchObject({ status: 404 });
      expect(
        await door.call("POST", "runs/log-metric", { run_id: own, key: "a", value: 1, timestamp: 1 }, by),
      ).toMatchObject({ status: 404 });
      for (const [method, name, fields] of [
        ["POST", "runs/update", { status: "FINISHED" }],
        ["POST", "runs/delete", {}],
        ["POST", "runs/restore", {}],
        ["POST", "runs/log-parameter", { key: "a", value: "b" }],
        ["POST", "runs/delete-tag", { key: "mlflow.runName" }],
        ["POST", "runs/log-inputs", { datasets: [] }],
        ["GET", "metrics/get-history", { metric_key: "a" }],
        ["GET", "artifacts/list", {}],
      ] as const)
        expect(await door.call(method, name, { run_id: own, ...fields }, by), name).toMatchObject({
          status: 404,
          body: { error_code: "RESOURCE_DOES_NOT_EXIST" },
        });
      expect(await read(own)).toMatchObject({ info: { status: "RUNNING", lifecycle_stage: "active" } });
      const logged = { run_id: unbound, key: "a", value: 1, timestamp: 1 };
      expect(await door.call("POST", "runs/log-metric", logged, by)).toMatchObject({ status: 200 });
      expect(
        await door.call("POST", "runs/log-batch", { run_id: unbound, tags: binding(7) }, by),
      ).toMatchObject({ status: 403 });
      const reader = { ...by, role: "reader", ablation: null } as const;
      expect(await door.call("POST", "runs/search", { experiment_ids: ["0"] }, reader)).toMatchObject({
        status: 200,
      });
      expect(await door.call("POST", "runs/create", { experiment_id: "0" }, reader)).toMatchObject({
        status: 403,
        body: { error_code: "PERMISSION_DENIED" },
      });
    });

    it("the links that MLflow prints lead to our pages, with and without a script", async () => {
      const run_id = await door.begin(binding(8));
      const page = await door.raw("/");
      expect(page.headers.get("content-security-policy")).toContain("script-src 'sha256-");
      expect(await page.text()).toContain(`/mlflow/runs/${run_id}`);
      const redirected = await door.raw(`/runs/${run_id}`);
      expect([redirected.status, redirected.headers.get("location")]).toEqual([
        302,
        `/ablations/${encodeURIComponent(door.identity)}/runs/principles/8/0#mlflow-${run_id}`,
      ]);
      const unbound = await door.begin(tagsOf({ "mlflow.runName": "<script>alert(1)</script>" }));
      const own = await (await door.raw(`/runs/${unbound}`)).text();
      expect(own).toContain("&lt;script&gt;alert(1)");
      expect(own).not.toContain("<script>alert(1)");
      expect((await door.raw("/runs/nothing")).status).toBe(404);
    });
  });
});
