// Opens many streams of events at one server from this second process, and measures the server's memory and how long
// after its acknowledgement an event is at all of them. Each stream is an open file in both processes: 10 thousand
// need `ulimit -n 11000` or more in the shell that starts this (and LimitNOFILE=, or --ulimit nofile=, for a server).
// Usage: node tests/bench/event-streams.mjs [streams] [database]
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { createClient } from "@holdfast/api/client";
import { defineAblation } from "@holdfast/core";

const streams = Number(process.argv[2] ?? 10_000);
const database = process.argv[3] ?? "memory://";
const EVENTS = 20;
const AT_A_TIME = 200;
const CLI = fileURLToPath(new URL("../../apps/cli/bin/holdfast.js", import.meta.url));
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const ablation = defineAblation({
  name: "streamed",
  version: "1",
  title: "Streamed",
  question: "How many can listen?",
  baseModel: "m",
  arms: [{ name: "control" }, { name: "treated" }],
  control: "control",
  stages: [{ name: "rl" }],
  evals: [
    {
      id: "honeypot@1",
      role: "target",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
  seeds: 1,
});

/** Resident memory of a process in MiB. */
function memoryOf(pid) {
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Number(stdout) / 1024;
}

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** One stream: notes when each number came. */
function listen(url, arrived) {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/v1/events?kind=recorded`, { agent: false }, (response) => {
      if (response.statusCode !== 200) {
        reject(new Error(`a stream was answered ${response.statusCode}`));
        return;
      }
      response.setEncoding("utf8");
      response.on("error", () => {});
      let isOpen = false;
      response.on("data", (text) => {
        if (!isOpen) resolve(asked);
        isOpen = true;
        for (const [, number] of text.matchAll(/id: (\d+)\nevent: recorded/g))
          arrived(Number(number), performance.now());
      });
    });
    asked.on("error", reject);
    asked.end();
  });
}

const server = spawn(process.execPath, [CLI, "serve", "--port", "0", "--log", "none", "--db", database], {
  stdio: ["ignore", "pipe", "inherit"],
});
let said = "";
while (!/http:\/\/\S+/.test(said)) said += String((await once(server.stdout, "data"))[0]);
const [url] = /http:\/\/\S+/.exec(said);
const client = createClient(url, { actor: "bench" });
await client.register(ablation);
const record = (step) =>
  client.recordLines("streamed@1", [
    { arm: "treated", seed: 0, stage: "rl", step, eval: "honeypot@1", counts: { k: 1, n: 100 } },
  ]);
await record(0);
const before = memoryOf(server.pid);

const came = new Map();
const arrived = (number, at) => {
  const list = came.get(number);
  if (list === undefined) came.set(number, [at]);
  else list.push(at);
};
const began = performance.now();
const open = [];
while (open.length < streams) {
  const some = Math.min(AT_A_TIME, streams - open.length);
  open.push(...(await Promise.all(Array.from({ length: some }, () => listen(url, arrived)))));
}
const opened = (performance.now() - began) / 1000;
await sleep(3000);
const during = memoryOf(server.pid);

const waits = [];
const last = [];
for (let event = 1; event <= EVENTS; event += 1) {
  await record(event);
  const acknowledged = performance.now();
  const number = () => [...came.entries()].at(-1);
  const known = came.size;
  while (came.size < event || (number()?.[1].length ?? 0) < streams) {
    if (performance.now() - acknowledged > 60_000)
      throw new Error(`event ${event} did not reach every stream`);
    await sleep(5);
  }
  const times = number()[1].map((at) => Math.max(0, at - acknowledged));
  waits.push(...times);
  last.push(Math.max(...times));
  if (came.size > Math.max(known, event)) throw new Error("an event came that nobody committed");
  await sleep(200);
}
await sleep(16_000);
const after = memoryOf(server.pid);
waits.sort((a, b) => a - b);
last.sort((a, b) => a - b);
process.stdout.write(
  `${JSON.stringify({
    streams,
    database: database.replace(/\/\/.*@/, "//"),
    openedPerSecond: Math.round(streams / opened),
    memoryMiB: { before: Math.round(before), during: Math.round(during), after: Math.round(after) },
    kibAStream: Number((((during - before) * 1024) / streams).toFixed(1)),
    events: EVENTS,
    toldTwiceOrNot: [...came.values()].filter((list) => list.length !== streams).length,
    msAfterAcknowledgement: {
      median: Math.round(quantile(waits, 0.5)),
      p99: Math.round(quantile(waits, 0.99)),
      toTheLastStream: { median: Math.round(quantile(last, 0.5)), most: Math.round(last.at(-1)) },
    },
  })}\n`,
);
for (const one of open) one.destroy();
server.kill("SIGTERM");
await once(server, "exit");
