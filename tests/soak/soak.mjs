// 32 recorders against one `holdfast serve` that is killed with -9 in the middle and started again: 24 over the
// TypeScript client and 8 over the Python package, with parts shuffled and sent twice. Afterwards every cell is compared
// with what was acknowledged, and the memory of the server with what it was. Prints a table; fails where anything is
// lost, doubled, wrong or nobody's, and, when it ran for five minutes or more, where memory grew.
// Usage: node tests/soak/soak.mjs [seconds] [directory or postgres://...]
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createClient } from "@holdfast/api/client";
import { checkRecord } from "./check-record.mjs";
import { memoryOf, slopeOf } from "./memory.mjs";
import { ablation } from "./truth.mjs";

const CLIENTS = 24;
const CLIENTS_A_PROCESS = 8;
const PYTHONS = 8;
/** Shorter, the server is still warming up. */
const JUDGED_SECONDS = 300;
/** How much more memory may be in use when least is. */
const GROWTH_MIB = 40;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "holdfast-soak-"));
const seconds = Number(process.argv[2] ?? 600);
const database = process.argv[3] ?? join(folder, "data");
const children = new Set();

function start(program, words, options = {}) {
  const child = spawn(program, words, { stdio: ["pipe", "pipe", "pipe"], cwd: folder, ...options });
  children.add(child);
  let [said, complained] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    complained += text;
  });
  const ended = new Promise((resolve) => child.once("close", (code) => resolve({ code, said, complained })));
  void ended.then(() => children.delete(child));
  return { child, ended };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function serve(port) {
  const cli = here("../../apps/cli/bin/holdfast.js");
  const { child, ended } = start(process.execPath, [
    ...[cli, "serve", "--port", String(port), "--log", "none", "--db", database],
  ]);
  const client = createClient(`http://127.0.0.1:${port}`, { actor: "soak" });
  for (let tried = 0; ; tried += 1) {
    try {
      await client.health();
      return { child, ended, client };
    } catch (error) {
      if (child.exitCode !== null || tried > 600) throw error;
      await sleep(200);
    }
  }
}

function startRecorders(url, stop) {
  const clients = Array.from({ length: CLIENTS / CLIENTS_A_PROCESS }, (_, index) =>
    start(process.execPath, [
      ...[here("./recorder.mjs"), url, String(index * CLIENTS_A_PROCESS), String(CLIENTS_A_PROCESS)],
    ]),
  );
  const pythons = Array.from({ length: PYTHONS }, (_, index) =>
    start("python3", [here("./recorder.py"), String(CLIENTS + index), stop], {
      env: {
        ...process.env,
        PYTHONPATH: here("../../packages/python/src"),
        PYTHONDONTWRITEBYTECODE: "1",
        HOLDFAST_URL: url,
        HOLDFAST_SPOOL: join(folder, `spool-${index}`),
        HOLDFAST_EXIT_SECONDS: "60",
      },
    }),
  );
  return { clients, pythons };
}

async function endRecorders({ clients, pythons }, stop) {
  writeFileSync(stop, "");
  for (const { child } of clients) child.stdin.end();
  const all = await Promise.all([...clients, ...pythons].map(({ ended }) => ended));
  const failed = all.find(({ code }) => code !== 0);
  if (failed !== undefined) throw new Error(`a recorder failed:\n${failed.said}\n${failed.complained}`);
  return all.flatMap(({ said }) => JSON.parse(said));
}

/** What a spool still has after a recorder's end is sent by `holdfast replay`, as it would be by whoever runs it. */
function replay(url) {
  for (let index = 0; index < PYTHONS; index += 1)
    spawnSync(process.execPath, [
      here("../../apps/cli/bin/holdfast.js"),
      "replay",
      join(folder, `spool-${index}`),
      "--url",
      url,
    ]);
}

/** Minutes and MiB, over so many seconds. */
async function watchMemory(pid, forSeconds) {
  const began = performance.now();
  const samples = [];
  for (let at = 0; at < forSeconds; at = (performance.now() - began) / 1000) {
    samples.push([at / 60, memoryOf(pid)]);
    await sleep(Math.min(1000, forSeconds * 20));
  }
  return samples;
}

async function soak() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const stop = join(folder, "stop");
  let server = await serve(port);
  await server.client.register(ablation);
  const recorders = startRecorders(url, stop);
  const began = performance.now();
  await sleep((seconds * 1000) / 3);
  server.child.kill("SIGKILL");
  await server.ended;
  server = await serve(port);
  const memory = await watchMemory(server.child.pid, (seconds * 2) / 3);
  const lasted = (performance.now() - began) / 1000;
  const recorded = await endRecorders(recorders, stop);
  replay(url);
  server.child.kill("SIGTERM");
  const { code } = await server.ended;
  return { recorded, memory, lasted, code };
}

try {
  const { recorded, memory, lasted, code } = await soak();
  const { outcomes, cells, points, faults } = await checkRecord(database, recorded);
  // the first third after the start is warming up
  const late = memory.slice(Math.floor(memory.length / 3));
  const mebibytes = late.map(([, mib]) => mib);
  const slope = slopeOf(late);
  // memory goes up and down with the garbage collector: what is kept shows in its low points
  const half = mebibytes.length >> 1;
  const lows = [mebibytes.slice(0, half), mebibytes.slice(half)].map((some) => Math.min(...some));
  const grew = lows[1] - lows[0];
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  const isFlat = lasted < JUDGED_SECONDS || grew < GROWTH_MIB;
  const table = [
    ["database", database.startsWith("postgres") ? "PostgreSQL" : "embedded directory"],
    ["recorders", `${CLIENTS} over the TypeScript client, ${PYTHONS} over the Python package`],
    ["lasted", `${lasted.toFixed(0)} s, the server killed with -9 after a third and started again`],
    [
      "requests acknowledged to the TypeScript recorders",
      sum(recorded.map(({ acknowledged = 0 }) => acknowledged)),
    ],
    [
      "sent again because the server was gone or busy",
      sum(recorded.map(({ retries, health }) => retries ?? health.retries)),
    ],
    ["outcomes", outcomes],
    ["cells compared", cells],
    ["points compared", points],
    ["lost, doubled, wrong or nobody's", faults.length],
    [
      "memory of the server, MiB",
      `${Math.round(Math.min(...mebibytes))} to ${Math.round(Math.max(...mebibytes))}`,
    ],
    ["its low points in the first and the second half, MiB", lows.map(Math.round).join(" and ")],
    ["its slope, MiB a minute", slope.toFixed(2)],
    ["the server's end", code === 0 ? "in order" : `code ${code}`],
  ];
  process.stdout.write(`${table.map(([name, value]) => `${name}: ${value}`).join("\n")}\n`);
  for (const fault of faults.slice(0, 20)) process.stdout.write(`${fault}\n`);
  if (faults.length > 0 || !isFlat || code !== 0 || cells === 0) process.exitCode = 1;
} finally {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
