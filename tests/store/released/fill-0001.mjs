// fill-0001.mjs CHECKOUT DATABASE: fills an empty database through a server of the version that is checked out and
// built in CHECKOUT, the one whose newest migration is 0001: what 0000 had, and what the service brought.
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { lines, study } from "./study.mjs";

const [checkout = "", database = ""] = process.argv.slice(2);
const ablation = "released@1";

/** Starts a server of the checkout, and waits for its address. */
function serve() {
  const words = ["serve", "--port", "0", "--db", database, "--log", "none"];
  const child = spawn(process.execPath, [resolve(checkout, "apps/cli/bin/holdfast.js"), ...words], {
    env: { PATH: process.env.PATH, HOLDFAST_ACTOR: "ada" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = new Promise((found, failed) => {
    let said = "";
    child.stdout.on("data", (text) => {
      said += text;
      const address = /Holdfast is at (http:\/\/\S+)/.exec(said)?.[1];
      if (address !== undefined) found(address);
    });
    child.once("exit", (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
  });
  return { child, url };
}

async function recordEvidence(client) {
  await client.register(study("released"));
  await client.recordLines(ablation, [...lines()]);
  await client.effects(ablation);
  const corrected = {
    arm: "control",
    seed: 1,
    stage: "rl",
    step: 200,
    eval: "articles@1",
    counts: { k: 13, n: 40 },
  };
  const correction = { author: "ada", reason: "the key was read wrongly" };
  await client.recordLines(ablation, [{ ...corrected, correction }]);
  const diverged = { author: "ada", reason: "it diverged" };
  await client.exclude(ablation, { what: { kind: "run", run: "difficult-advice/2/0" }, ...diverged });
  const about = { run: "control/1/0", stage: "rl", step: 150, author: "ada" };
  await client.intervene(ablation, { ...about, reason: "the watch fired", change: "half of the chats" });
  const amendment = { author: "ada", reason: "the suite was renamed" };
  await client.amend(ablation, study("released", { note: "Exams are the second version." }), amendment);
  await client.register(study("put-away"), { retrospective: true });
  const few = { arm: "control", seed: 0, stage: "sft", eval: "articles@1", counts: { k: 1, n: 4 } };
  await client.recordLines("put-away@1", [few]);
  await client.setArchived("put-away@1", true);
}

async function recordTraining(client) {
  const run = {
    arm: "control",
    seed: 7,
    run: "job-7",
    recipe: "sha256:recipe",
    environment: { name: "gym", variant: "v2" },
  };
  const times = { startedAt: "2026-11-01T10:00:00Z", endedAt: "2026-11-01T12:30:00Z" };
  await client.registerRun(ablation, { ...run, status: "failed", ...times });
  await client.registerCheckpoint(ablation, {
    ...run,
    stage: "rl",
    step: 40,
    tokens: 40_000,
    checkpointUri: "s3://bucket/40",
  });
  const points = Array.from({ length: 60 }, (_, step) => ({
    ...{ runKey: "control/7/0", stage: "rl", key: step % 2 === 0 ? "loss" : "reward/mean", step },
    value: step === 4 ? Number.NaN : 2 / (step + 1),
    ...(step % 3 === 0 ? { at: new Date(Date.UTC(2026, 10, 1, 10, step)).toISOString() } : {}),
  }));
  await client.recordMetrics(ablation, points);
}

async function watch(client) {
  await client.addWebhook({ url: "http://127.0.0.1:9/hook", kinds: ["alarm"], identity: ablation });
  await client.addWatch(ablation, { eval: "blackmail@1", limit: 0.9, stage: "rl" });
  await client.addWatch(ablation, { eval: "articles@1", limit: 0.05, alpha: 0.01, stage: "rl" });
  for (let waited = 0; waited < 120; waited += 1) {
    const { watches } = await client.watches(ablation);
    if (watches.some(({ alarms }) => alarms.length > 0)) return;
    await pause(1000);
  }
  throw new Error("the watch raised no alarm");
}

async function makeTokens(client) {
  await client.createToken({
    name: "cluster",
    role: "recorder",
    ablation,
    expiresInSeconds: 300_000_000,
  });
  const { token } = await client.createToken({ name: "gone", role: "reader" });
  await client.revokeToken(token.id);
}

async function logToMlflow(url) {
  const call = async (name, fields) => {
    const headers = { "content-type": "application/json" };
    const request = { method: "POST", headers, body: JSON.stringify(fields) };
    const response = await fetch(`${url}/mlflow/api/2.0/mlflow/${name}`, request);
    if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
    return response.json();
  };
  const tag = (pairs) => Object.entries(pairs).map(([key, value]) => ({ key, value }));
  const { experiment_id } = await call("experiments/create", {
    name: "advice sweep",
    tags: tag({ team: "alignment" }),
  });
  const bound = {
    "holdfast.ablation": ablation,
    "holdfast.arm": "difficult-advice",
    "holdfast.stage": "rl",
    "holdfast.seed": "8",
  };
  const begin = async (run_name, tags) =>
    (
      await call("runs/create", {
        experiment_id,
        run_name,
        user_id: "ada",
        start_time: 1_761_991_200_000,
        tags: tag(tags),
      })
    ).run.info;
  const { run_id, artifact_uri } = await begin("rl of seed 8", { ...bound, note: "<b>it's</b>" });
  const metrics = Array.from({ length: 40 }, (_, step) => ({
    ...{ key: step % 4 === 0 ? "grad norm" : "train/loss", step, timestamp: 1_761_991_200_000 + step * 1000 },
    value: step === 8 ? "NaN" : 1 / (step + 1),
  }));
  await call("runs/log-batch", {
    run_id,
    metrics,
    params: tag({ lr: "1e-5", model: "small-1b" }),
    tags: tag({ sweep: "3" }),
  });
  const dataset = {
    name: "chats",
    digest: "0123",
    source_type: "http",
    source: "{}",
    profile: '{"num_rows": 900}',
  };
  const tags = tag({ "mlflow.data.context": "training" });
  await call("runs/log-inputs", { run_id, datasets: [{ dataset, tags }] });
  const folder = artifact_uri.replace("mlflow-artifacts:/", "");
  for (const [path, body] of [
    ["notes.txt", "hello\n"],
    ["deep/bytes.bin", Uint8Array.from({ length: 3000 }, (_, index) => index % 251)],
  ]) {
    const address = `${url}/mlflow/api/2.0/mlflow-artifacts/artifacts/${folder}/${path}`;
    const sent = await fetch(address, { method: "PUT", body });
    if (!sent.ok) throw new Error(`${path}: ${await sent.text()}`);
  }
  await call("runs/update", { run_id, status: "FINISHED", end_time: 1_761_994_800_000 });
  const unbound = await begin("of no ablation", {});
  await call("runs/log-parameter", { run_id: unbound.run_id, key: "lr", value: "2" });
}

const { child, url } = serve();
try {
  const { createClient } = await import(
    pathToFileURL(resolve(checkout, "packages/api/dist/client/index.js")).href
  );
  const client = createClient(await url, { actor: "ada" });
  await recordEvidence(client);
  await recordTraining(client);
  await logToMlflow(await url);
  await watch(client);
  await makeTokens(client);
} finally {
  child.kill("SIGTERM");
  await new Promise((ended) => child.once("close", ended));
}
