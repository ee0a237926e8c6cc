// The speed of recording over HTTP, from this second process against servers of their own: packed outcomes against
// rows that are staged, and against the same server without a database; small requests that are gathered against one
// transaction each. `node tests/bench/ingest.mjs [database]` runs it alone.

import { Agent } from "node:http";
import { fileURLToPath } from "node:url";
import { defineAblation } from "@holdfast/core";
import { load, post, startServer } from "./ingest-load.mjs";
import { median, verdict } from "./measure.mjs";
import { checkpointLines, syntheticAblation } from "./synthetic.mjs";

const SHAPE = { evals: 5, samples: 200, epochs: 5, arms: 2 };
const OUTCOMES_A_BODY = 25;
const BODIES = 16;
/** As many as a lab's evals that end together: with two, a server waits for the database more than it works. */
const PACKED_RECORDERS = 8;
const RECORDERS = 32;
/** Rounds of packed bodies before it counts: a server runs for months, and its first seconds are those of the compiler. */
const WARM_UP = 2;
const SMALL_REQUESTS = { postgres: 640, embedded: 128 };
const IDENTITY = "ingest@1";

const ndjson = (lines) => lines.map((line) => `${JSON.stringify(line)}\n`).join("");

async function register({ url }, agent) {
  const ablation = defineAblation(syntheticAblation({ name: "ingest", ...SHAPE, arms: 2 }));
  const body = JSON.stringify({ ablation, retrospective: false });
  await post(agent, url, "/v1/ablations", "application/json", body);
}

/** Bodies of whole outcomes that nobody sent before: each round has steps of its own. */
function packedBodies(round) {
  const checkpoints = OUTCOMES_A_BODY / SHAPE.evals;
  return Array.from({ length: BODIES }, (_, body) =>
    ndjson(
      Array.from({ length: checkpoints }, (_, index) => {
        const checkpoint = (round * BODIES + body) * checkpoints + index;
        return checkpointLines({ ...SHAPE, checkpoint });
      }).flat(),
    ),
  );
}

function each(list) {
  let at = -1;
  return () => {
    at += 1;
    return list[at];
  };
}

async function benchPacked({ servers, rounds, log }) {
  const scores = BODIES * OUTCOMES_A_BODY * SHAPE.samples * SHAPE.epochs;
  const times = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const bodies = packedBodies(round + WARM_UP);
    for (const [name, { url }] of Object.entries(servers)) {
      const path = name === "rows" ? "/" : `/v1/ablations/${IDENTITY}/outcomes`;
      const type = "application/x-ndjson";
      const { ms } = await load({ url, path, type, connections: PACKED_RECORDERS, next: each(bodies) });
      if (round >= 0) times[name].push(ms);
    }
  }
  const ms = Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
  const rate = (name) => `${Math.round(scores / ms[name])}k scores/s`;
  log(
    `packed over HTTP, ${BODIES} bodies of ${OUTCOMES_A_BODY} outcomes with ${SHAPE.samples * SHAPE.epochs} scores: ${Object.keys(
      ms,
    )
      .map((name) => `${name} ${rate(name)}`)
      .join(", ")}`,
  );
  const detail = (peer) => `${rate("gathering")} against ${rate(peer)}`;
  const verdicts = [
    verdict(
      "ingest over HTTP: packed / the same without a database, speed",
      ms.discarding / ms.gathering,
      0.6,
      "at least",
      detail("discarding"),
    ),
  ];
  if (ms.rows !== undefined)
    verdicts.unshift(
      verdict(
        "ingest over HTTP: packed / staged rows, speed",
        ms.rows / ms.gathering,
        3,
        "at least",
        detail("rows"),
      ),
    );
  return verdicts;
}

const SMALL = {
  outcomes: {
    what: "an outcome of 10 scores",
    body: (round, request) => ({
      lines: [
        {
          ...{ arm: request % 2 === 0 ? "control" : "arm1", seed: (request >> 1) % 16, stage: "sft" },
          ...{ step: 100 * round + (request >> 5), eval: `eval${request % 5}@1` },
          samples: {
            id: Array.from({ length: 10 }, (_, sample) => `prompt-${sample}`),
            score: Array.from({ length: 10 }, (_, sample) => ((sample + request) % 4) / 4),
          },
        },
      ],
    }),
  },
  metrics: {
    what: "a point of a training metric",
    body: (round, request) => ({
      metrics: [
        {
          ...{ arm: request % 2 === 0 ? "control" : "arm1", seed: (request >> 1) % 16, stage: "sft" },
          ...{ key: "train/loss", step: 100 * round + (request >> 5), value: 1 / (1 + request) },
        },
      ],
    }),
  },
};

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

/** Small requests of so many recorders at once, in turn to a server that gathers them and to one that does not. */
async function benchSmall({ servers, rounds, log, where }) {
  const verdicts = [];
  const requests = SMALL_REQUESTS[where === "PostgreSQL" ? "postgres" : "embedded"];
  for (const [path, { what, body }] of Object.entries(SMALL)) {
    const found = Object.fromEntries(
      Object.keys(servers).map((name) => [name, { ms: [], p50: [], p99: [] }]),
    );
    let turn = 0;
    for (let round = -1; round < rounds; round += 1) {
      for (const [name, { url }] of Object.entries(servers)) {
        turn += 1;
        const bodies = Array.from({ length: requests }, (_, request) => JSON.stringify(body(turn, request)));
        const { each: waits, ms } = await load({
          ...{ url, path: `/v1/ablations/${IDENTITY}/${path}`, type: "application/json" },
          ...{ connections: RECORDERS, next: each(bodies) },
        });
        if (round < 0) continue;
        found[name].ms.push(ms);
        found[name].p50.push(quantile(waits, 0.5));
        found[name].p99.push(quantile(waits, 0.99));
      }
    }
    const [ours, peer] = ["gathering", "one-each"].map((name) => ({
      ms: median(found[name].ms),
      p50: median(found[name].p50),
      p99: median(found[name].p99),
    }));
    const said = ({ ms, p50, p99 }) =>
      `${Math.round((1000 * requests) / ms)} requests/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
    log(
      `${what} a request, ${RECORDERS} at a time, ${where}: gathered ${said(ours)}; one each ${said(peer)}`,
    );
    verdicts.push(
      verdict(
        `small requests (${what}), ${where}: gathered / one each, speed`,
        peer.ms / ours.ms,
        2,
        "at least",
        said(ours),
      ),
      verdict(`the same: p99 gathered / one each`, ours.p99 / peer.p99, 1, "at most", said(peer)),
    );
  }
  return verdicts;
}

async function benchOn({ databases, rounds, log, where }) {
  const opened = [];
  const start = async (which, database) => {
    const server = await startServer(which, database);
    opened.push(server);
    return server;
  };
  const agent = new Agent({ keepAlive: true });
  try {
    const gathering = await start("gathering", databases[0]);
    const oneEach = await start("one-each", databases[1]);
    const discarding = await start("discarding", "memory://");
    const isServer = databases[0].startsWith("postgres");
    const rows = isServer ? { rows: await start("rows", databases[0]) } : {};
    for (const server of [gathering, discarding]) await register(server, agent);
    if (databases[1] !== databases[0] || !isServer) await register(oneEach, agent);
    log(`on ${where}`);
    return [
      ...(await benchPacked({ servers: { gathering, ...rows, discarding }, rounds, log })),
      ...(await benchSmall({ servers: { gathering, "one-each": oneEach }, rounds, log, where })),
    ];
  } finally {
    agent.destroy();
    for (const server of opened) await server.close();
  }
}

/** Recording over HTTP, on PostgreSQL where `url` names one, and on the embedded engine. */
export async function benchIngestOverHttp({ url, rounds, log, embedded = true }) {
  const verdicts = [];
  if (url !== undefined)
    verdicts.push(...(await benchOn({ databases: [url, url], rounds, log, where: "PostgreSQL" })));
  if (embedded)
    verdicts.push(
      ...(await benchOn({
        databases: ["memory://", "memory://"],
        rounds,
        log,
        where: "the embedded engine",
      })),
    );
  return verdicts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { benchDatabase } = await import("./database.mjs");
  const log = (text) => process.stdout.write(`${text}\n`);
  const database = await benchDatabase(log);
  try {
    for (const { name, ratio, goal, direction, detail } of await benchIngestOverHttp({
      url: database?.url,
      rounds: 3,
      log,
    }))
      log(`${name}: ${ratio.toFixed(2)} (goal ${direction} ${goal}; ${detail})`);
  } finally {
    await database?.close();
  }
}
