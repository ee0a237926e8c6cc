import { spawn } from "node:child_process";
import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openLocal } from "@holdfast/api/local";
import { serveWeb } from "@holdfast/web";
import { verdict } from "./measure.mjs";

const GRAIN_MS = 5;
const LONG = ["analysis", "effects", "durability", "report"];

/** The server's own process: serves `url`, and says over IPC how long its main thread was blocked since it was asked last. */
async function serve(url) {
  const local = await openLocal(url, { actor: "bench", now: () => new Date(0), answersInThread: true });
  const server = await serveWeb({ client: local.client, fetch: local.fetch, port: 0 });
  const delays = monitorEventLoopDelay({ resolution: GRAIN_MS });
  delays.enable();
  process.stdout.write(`${server.url}\n`);
  for await (const _asked of createInterface({ input: process.stdin })) {
    process.stdout.write(`${delays.max / 1e6 - GRAIN_MS}\n`);
    delays.reset();
  }
  delays.disable();
  await server.close();
  await local.close();
}

/** How long the main thread of a server is blocked at most while the long answers of `identity` are computed. */
export async function benchServing({ url, identity, rounds, log }) {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), url], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value: address } = await lines.next();
  const blocked = async () => {
    child.stdin.write("blocked\n");
    return Number((await lines.next()).value);
  };
  const get = async (path) => {
    const response = await fetch(`${address}/v1${path}`);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
  };
  await get("/health");
  const longest = new Map(LONG.map((question) => [question, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const question of LONG) {
      await blocked();
      let isDone = false;
      const work = get(`/ablations/${identity}/${question}`).finally(() => {
        isDone = true;
      });
      while (!isDone) await get("/health");
      await work;
      longest.get(question).push(await blocked());
    }
  }
  child.stdin.end();
  await once(child, "exit");
  const said = [...longest].map(([question, list]) => `${question} ${Math.max(...list).toFixed(0)} ms`);
  log(`longest block of the server's main thread by what was asked: ${said.join(", ")}`);
  return [
    verdict(
      "longest block of the server's main thread, ms",
      Math.max(...[...longest.values()].flat()),
      50,
      "at most",
      `${said.join(", ")}; ${rounds} rounds beside GET /v1/health without pause`,
    ),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await serve(process.argv[2]);
