import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINES } from "../contract/engines.js";
import { type OpenDoor, openDoor } from "./open-door.js";

// PGlite has one process; two doors with stores and memories of their own are two servers to each other
const SERVERS = ENGINES.filter(({ name }) => name.startsWith("PostgreSQL"));
const POINTS = 40;

describe.each(SERVERS)("two servers on one database, $name", ({ target }) => {
  describe.skipIf(target === undefined)("log to the same runs", () => {
    let one: OpenDoor;
    let other: OpenDoor;
    beforeAll(async () => {
      one = await openDoor(target ?? "");
      other = await openDoor(target ?? "");
    });
    afterAll(async () => {
      expect([...one.faults, ...other.faults]).toEqual([]);
      await one.close();
      await other.close();
    });
    const tags = (seed: number) =>
      Object.entries({ ablation: one.identity, arm: "principles", stage: "sft", seed }).map(
        ([key, value]) => ({ key: `holdfast.${key}`, value: String(value) }),
      );
    const log = (door: OpenDoor, run_id: string, step: number, value: number) =>
      door.call("POST", "runs/log-metric", { run_id, key: "loss", value, step, timestamp: step });
    const batch = (door: OpenDoor, run_id: string, step: number, keys: readonly string[]) => {
      const metrics = keys.map((key) => ({ key, value: step, step, timestamp: step }));
      return door.call("POST", "runs/log-batch", { run_id, metrics });
    };
    const history = async (door: OpenDoor, run_id: string, metric_key: string) => {
      const { body } = await door.call("GET", "metrics/get-history", { run_id, metric_key });
      return Array.isArray(body.metrics) ? body.metrics.map(({ step }: { step: number }) => step) : [];
    };
    const steps = Array.from({ length: POINTS }, (_, step) => step);

    it("and each point is there once, the latest one is right, and so are the training metrics", async () => {
      const run_id = await one.begin(tags(0));
      const answers = await Promise.all(
        steps.flatMap((step) => [
          log(one, run_id, step, step / POINTS),
          // every other point comes to both, as a client sends it again that heard nothing
          log(other, run_id, step - (step % 2), (step - (step % 2)) / POINTS),
        ]),
      );
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
      expect(await history(other, run_id, "loss")).toEqual(steps);
      const { body } = await other.call("GET", "runs/get", { run_id });
      expect(body.run).toMatchObject({ data: { metrics: [{ key: "loss", step: POINTS - 1 }] } });
      const { series } = await one.client.metricKeys(one.identity, { run: "principles/0/0" });
      expect(series).toMatchObject([{ key: "loss", points: POINTS, latest: { step: POINTS - 1 } }]);
    });

    it("batches whose keys come in opposite orders do not wait for each other for ever", async () => {
      const run_id = await one.begin(tags(1));
      const keys = Array.from({ length: 50 }, (_, key) => `k${key}`);
      const answers = await Promise.all(
        steps
          .slice(0, 16)
          .map((step) =>
            step % 2 === 0 ? batch(one, run_id, step, keys) : batch(other, run_id, step, [...keys].reverse()),
          ),
      );
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
      const { series } = await one.client.metricKeys(one.identity, { run: "principles/1/0" });
      expect([...new Set(series.map(({ points, latest }) => `${points} ${latest.step}`))]).toEqual(["16 15"]);
      expect(series).toHaveLength(50);
    });

    it("of two values of one parameter one is kept, and the other is refused in MLflow's words", async () => {
      const run_id = await one.begin();
      for (const key of steps.slice(0, 10).map((step) => `lr ${step}`)) {
        const answers = await Promise.all(
          [one, other].map((door, index) =>
            door.call("POST", "runs/log-parameter", { run_id, key, value: `value ${index}` }),
          ),
        );
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
        const refused = answers.find(({ status }) => status === 400)?.body;
        const kept = `value ${answers.findIndex(({ status }) => status === 200)}`;
        expect(refused).toMatchObject({ error_code: "INVALID_PARAMETER_VALUE" });
        expect(String(refused?.message)).toContain(`was already logged with value='${kept}'`);
        const same = [one, other].map((door) =>
          door.call("POST", "runs/log-parameter", { run_id, key, value: kept }),
        );
        expect((await Promise.all(same)).map(({ status }) => status)).toEqual([200, 200]);
      }
    });

    it("a run that one deleted takes nothing through the other, which still knows where it was", async () => {
      const run_id = await one.begin();
      expect(await log(other, run_id, 1, 1)).toMatchObject({ status: 200 });
      expect(await one.call("POST", "runs/delete", { run_id })).toMatchObject({ status: 200 });
      const refused = await log(other, run_id, 2, 2);
      expect(refused).toMatchObject({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } });
      expect(String(refused.body.message)).toContain("Current state is deleted");
      expect(await one.call("POST", "runs/restore", { run_id })).toMatchObject({ status: 200 });
      expect(await log(other, run_id, 3, 3)).toMatchObject({ status: 200 });
      expect(await history(one, run_id, "loss")).toEqual([1, 3]);
    });

    it("a run that one binds while the other logs to it loses nothing on the way", async () => {
      const run_id = await one.begin();
      expect(await log(other, run_id, 0, 0)).toMatchObject({ status: 200 });
      const [set, ...logged] = await Promise.all([
        one.call("POST", "runs/log-batch", { run_id, tags: tags(2) }),
        ...steps.slice(1).map((step) => log(other, run_id, step, step)),
      ]);
      expect([set, ...logged].filter(({ status }) => status !== 200)).toEqual([]);
      expect(await history(other, run_id, "loss")).toEqual(steps);
      const { metrics } = await one.client.metrics(one.identity, { run: "principles/2/0", key: "loss" });
      expect(metrics.map(({ step }) => step)).toEqual(steps);
    });
  });
});
