// The MLflow door beside the real MLflow server: one Python client, and the requests that it was seen to send repeated
// by this process over connections that stay open, in turn against both with an embedded database and with PostgreSQL.
// By itself: node tests/bench/mlflow.mjs
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { benchDatabase } from "./database.mjs";
import { median, verdict } from "./measure.mjs";
import { openLoad, recorded } from "./mlflow-load.mjs";
import { startHoldfast, startMlflow } from "./mlflow-servers.mjs";

const VARIABLE = "HOLDFAST_TEST_PYTHON_MLFLOW_SERVER";
const CLIENT = fileURLToPath(new URL("mlflow_client.py", import.meta.url));
const RUNS = 300;
const AT_ONCE = [1, 8];
/** Calls of the Python client in a round, and of each connection. */
const CALLS = { log_metric: 40, log_batch: 8, search_runs: 8 };
const GOAL = 5;

/** The Python client of one server, with its runs made. */
async function startClient(python, uri) {
  const child = spawn(python, [CLIENT, String(RUNS)], {
    env: { ...process.env, MLFLOW_TRACKING_URI: uri, MLFLOW_DISABLE_TELEMETRY: "true" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value } = await lines.next();
    if (value === undefined) throw new Error(`the Python client of ${uri} ended in the middle of the bench`);
    return JSON.parse(value);
  };
  const ask = (words) => {
    child.stdin.write(`${words}\n`);
    return answer();
  };
  const { version } = await answer();
  return {
    version,
    ask,
    close: async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

/** A server with its client, its connections, and what the client sends for each call. */
async function contestant(python, server) {
  const client = await startClient(python, server.uri);
  const requests = {};
  for (const call of Object.keys(CALLS))
    requests[call] = await recorded(server.uri, async (address) => {
      await client.ask(`at ${address}`);
      await client.ask(`${call} 1`);
      await client.ask(`at ${server.uri}`);
    });
  const load = await openLoad(server.uri, Math.max(...AT_ONCE));
  return { server, client, requests, load };
}

function note(into, name, value) {
  into.set(name, [...(into.get(name) ?? []), value]);
}

async function oneRound({ server, client, requests, load }, call, into) {
  note(into, `${call} wall`, median(await client.ask(`${call} ${CALLS[call]}`)));
  for (const atOnce of AT_ONCE) {
    const before = server.cpuSeconds();
    const { answered, apart } = await load.run(requests[call], CALLS[call], atOnce);
    note(into, `${call} answered ${atOnce}`, answered);
    note(into, `${call} apart ${atOnce}`, apart);
    if (before !== undefined)
      note(into, `${call} cpu ${atOnce}`, ((server.cpuSeconds() - before) * 1000) / (CALLS[call] * atOnce));
  }
}

async function rounds(all, count) {
  const found = new Map(all.map(({ server }) => [server.name, new Map()]));
  for (let round = -1; round < count; round += 1)
    for (const call of Object.keys(CALLS))
      for (const one of all) {
        const into = round < 0 ? new Map() : found.get(one.server.name);
        await oneRound(one, call, into);
      }
  return (name, what) => median(found.get(name).get(what) ?? [Number.NaN]);
}

const ms = (value) => (value >= 10 ? value.toFixed(0) : value.toFixed(2));

function verdictsOf({ call, on, own, real, version, sent, of }) {
  const against = `of MLflow ${version}`;
  const pair = (what) => {
    const [ours, theirs] = [of(own, `${call} ${what}`), of(real, `${call} ${what}`)];
    return { ratio: theirs / ours, said: `${ms(ours)} ms and ${ms(theirs)} ms ${against}` };
  };
  const wall = pair("wall");
  const lines = [
    verdict(`${call}, ${on}, wall time of the client, speed`, wall.ratio, 1, "at least", wall.said),
  ];
  for (const atOnce of AT_ONCE) {
    const [time, cpu] = [pair(`${atOnce === 1 ? "answered" : "apart"} ${atOnce}`), pair(`cpu ${atOnce}`)];
    lines.push(
      verdict(
        `${call}, ${on}, server time at concurrency ${atOnce}, speed`,
        time.ratio,
        GOAL,
        "at least",
        `${time.said} for ${sent}; processor time of server and database ${cpu.said}, ${cpu.ratio.toFixed(1)} times`,
      ),
    );
  }
  return lines;
}

/** Starts all servers at once, and gives what closes each to `opened`; each kind of database has ours and theirs. */
async function openAll(python, folder, log, opened) {
  const pair = async (on, name, database, backend) => {
    const [real, own] = await Promise.all([
      startMlflow({ name: `mlflow ${name}`, python, backend, folder, opened }),
      startHoldfast({ name: `holdfast ${name}`, database, folder, opened }),
    ]);
    return { on, real, own };
  };
  const [theirs, ours] = [await benchDatabase(log, "_mlflow"), await benchDatabase(() => {}, "_door")];
  opened.push(...[theirs, ours].flatMap((database) => database?.close ?? []));
  const sqlite = `sqlite:///${join(folder, "mlflow.db")}`;
  const embedded = ["embedded database against sqlite", "embedded", join(folder, "data"), sqlite];
  const backend = theirs?.url.replace("postgres:", "postgresql+psycopg2:");
  const named = ours === undefined ? [] : [["PostgreSQL", "PostgreSQL", ours.url, backend]];
  return Promise.all([embedded, ...named].map((given) => pair(...given)));
}

/** How fast the door answers beside the real server. */
export async function benchMlflow({ rounds: count, log }) {
  const python = process.env[VARIABLE];
  if (python === undefined || python === "") {
    log(`not run: the MLflow server is not here (${VARIABLE} names no Python with mlflow and psycopg2)`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-mlflow-"));
  const opened = [];
  try {
    const pairs = await openAll(python, folder, log, opened);
    const all = await Promise.all(
      pairs
        .flatMap(({ real, own }) => [real, own])
        .map(async (server) => {
          const one = await contestant(python, server);
          opened.push(one.client.close, async () => one.load.close());
          return one;
        }),
    );
    const of = await rounds(all, count);
    const [{ client, requests }] = all;
    return pairs.flatMap(({ on, own, real }) =>
      Object.keys(CALLS).flatMap((call) => {
        const sent = `the ${requests[call].length} request${requests[call].length === 1 ? "" : "s"} of a call`;
        return verdictsOf({ call, on, own: own.name, real: real.name, version: client.version, sent, of });
      }),
    );
  } finally {
    for (const close of opened.reverse()) await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const log = (text) => process.stdout.write(`${text}\n`);
  for (const { name, ratio, reached, detail } of await benchMlflow({
    rounds: Number(process.argv[2] ?? 3),
    log,
  }))
    log(`${reached ? "reached" : "MISSED "}  ${name}: ${ratio.toFixed(2)} (${detail})`);
}
