import { WatchLineSchema } from "@holdfast/core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { holdfast, holdfastOk, startHoldfast } from "../cli/run-holdfast.js";
import { type WorkFolder, workFolder } from "../cli/work-folder.js";
import { receiver, type Served, served } from "./served.js";

const WAIT = { timeout: 60_000, interval: 100 };
const study = {
  ...{ name: "watched", version: "1", title: "Watched", question: "Does it hold?", baseModel: "m" },
  ...{ arms: [{ name: "control" }, { name: "advice" }], control: "control" },
  ...{ stages: [{ name: "sft" }, { name: "rl" }], seeds: 2 },
  evals: [
    {
      id: "blackmail@1",
      role: "target",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
};
const QUESTION = ["watched@1", "--eval", "blackmail", "--above", "0.05", "--alpha", "0.01"];

let folder: WorkFolder;
let server: Served;
beforeAll(async () => {
  folder = workFolder();
  folder.write("study.json", JSON.stringify(study));
  server = await served("data", folder.path);
  await holdfastOk(["register", "study.json", "--url", server.url], { cwd: folder.path });
}, 120_000);
afterAll(async () => {
  await server.stop();
  folder.remove();
});
const record = (step: number, k: number) =>
  server.client.recordLines("watched@1", [
    { arm: "advice", seed: 0, stage: "rl", step, eval: "blackmail@1", counts: { k, n: 100 } },
  ]);

it("prints the trajectory while outcomes come, raises an alarm once, and ends with 16", async () => {
  const hook = await receiver();
  const words = ["watch", ...QUESTION, "--url", server.url];
  const json = startHoldfast([...words, "--json", "--webhook", hook.url], { cwd: folder.path });
  const text = startHoldfast(words, { cwd: folder.path });
  let [seen, shown] = ["", ""];
  json.child.stdout?.on("data", (chunk: string) => {
    seen += chunk;
  });
  text.child.stdout?.on("data", (chunk: string) => {
    shown += chunk;
  });
  await vi.waitFor(
    () => expect([seen, shown].every((said) => said.includes("the chance of any alarm"))).toBe(true),
    WAIT,
  );
  await record(100, 2);
  await vi.waitFor(() => expect(seen).toContain('"step":100'), WAIT);
  await vi.waitFor(() => expect(shown).toContain("step 100  2.0% of 100"), WAIT);
  await record(200, 60);
  const [asJson, asText] = [await json.finished, await text.finished];
  expect([asJson.code, asText.code]).toEqual([16, 16]);
  const lines = asJson.stdout
    .trim()
    .split("\n")
    .map((line) => WatchLineSchema.parse(JSON.parse(line)));
  expect(lines.map(({ kind }) => kind)).toEqual(["watching", "checkpoint", "checkpoint", "alarm"]);
  expect(asText.stdout).toMatch(/step 200 {2}60\.0% of 100 .*ALARM/);
  expect(asText.stdout.match(/advice\/0\/0 on blackmail@1: ALARM at step 200/g)).toHaveLength(1);
  expect(hook.received.map(({ body }) => JSON.parse(body).kind)).toEqual(["alarm"]);
  hook.close();

  const once = await holdfast([...words, "--once"], { cwd: folder.path });
  expect(once.code).toBe(16);
  await server.client.intervene("watched@1", {
    ...{ run: "advice/0/0", stage: "rl", step: 250, change: "half the mix" },
    ...{ author: "loop", reason: "the watch fired" },
  });
  await record(300, 1);
  const calm = await holdfast([...words, "--once"], { cwd: folder.path });
  expect(calm.code).toBe(0);
  expect(calm.stdout).toMatch(/step 250 {2}CHANGED: half the mix \(it answers the alarm at step 200/);
  expect(calm.stdout).toMatch(/step 300 .* trial 2/);
}, 180_000);

it("ends with 0 when it is stopped, and leaves a watch at the server where asked to", async () => {
  const words = ["watch", ...QUESTION, "--url", server.url, "--run", "control/0/0"];
  const going = startHoldfast(words, { cwd: folder.path });
  let shown = "";
  going.child.stdout?.on("data", (chunk: string) => {
    shown += chunk;
  });
  await vi.waitFor(() => expect(shown).toContain("the chance of any alarm"), WAIT);
  going.child.kill("SIGINT");
  expect(await going.finished).toMatchObject({ code: 0, signal: null });
  await holdfastOk([...words, "--at-server"], { cwd: folder.path });
  const { watches } = await server.client.watches("watched@1");
  expect(watches.map(({ question }) => question)).toMatchObject([{ run: "control/0/0", limit: 0.05 }]);
  const wrong = await holdfast(
    ["watch", "watched@1", "--eval", "blackmail", "--below", "0.9", "--once", "--url", server.url],
    { cwd: folder.path },
  );
  expect([wrong.code, wrong.stderr]).toEqual([3, expect.stringContaining("Write --above.")]);
}, 120_000);
