// The servers that the bench of ingest compares, each a process of its own: says its address, and stops with its input.
// Arguments: which one, and the database.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { createApp } from "@holdfast/api";
import { openLocal } from "@holdfast/api/local";
import { openStore } from "@holdfast/store";
import { guardHost, PUBLIC_PATHS, serveWeb } from "@holdfast/web";
import postgres from "postgres";
import { createNamedRows, stageRows } from "./rows.mjs";

const now = () => new Date();

async function served(local, fetch) {
  const access = local.access({ areTokensRequired: false, publicPaths: PUBLIC_PATHS });
  const guard = guardHost({ allowedHosts: [], answersToAddresses: false });
  const parts = await local.server({ log: null, access: { ...access, guard } });
  const server = await serveWeb({ client: local.client, fetch, ...parts, port: 0 });
  return { url: server.url, close: () => server.close().then(local.close) };
}

/** Holdfast as `holdfast serve` opens it. */
async function holdfast(database, options) {
  const local = await openLocal(database, { actor: "bench", now, ...options });
  return served(local, local.fetch);
}

/** The same server over a store that keeps nothing but the ablation: what is left is to read, parse and check. */
async function discarding() {
  const local = await openLocal("memory://", { actor: "bench", now });
  const store = await openStore("memory://");
  const kept = {
    record: async (_identity, outcomes) => {
      const added = outcomes.reduce((sum, { evidence }) => sum + (evidence.score?.length ?? 1), 0);
      return { outcomes: outcomes.length, added, recognised: 0, corrected: 0 };
    },
    recordMetrics: async (_identity, points) => ({
      points: points.length,
      added: points.length,
      recognised: 0,
    }),
  };
  const app = createApp({
    store: new Proxy(store, { get: (target, name) => Reflect.get(name in kept ? kept : target, name) }),
    now,
    actor: "bench",
  });
  const { url, close } = await served(local, (request, forwarded = {}) => app.fetch(request, forwarded));
  return { url, close: () => close().then(() => store.close()) };
}

function* rowsOf(lines) {
  for (const { arm, seed, stage, step, eval: evalId, samples } of lines) {
    const { id, epoch, score } = samples;
    const checkpoint = createHash("md5").update(`${arm} ${seed} ${stage} ${step}`).digest("hex");
    for (let cell = 0; cell < id.length; cell += 1)
      yield `${checkpoint}\t${evalId}\t${id[cell]}\t${epoch?.[cell] ?? 0}\t${score[cell]}\n`;
  }
}

/** The plain way: JSON lines, each score a row, staged by COPY and inserted where it is new. Nothing is checked. */
async function rows(database) {
  const sql = postgres(database, { max: 10, onnotice: () => {} });
  await createNamedRows(sql);
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const lines = Buffer.concat(chunks)
      .toString()
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
    await stageRows(sql, rowsOf(lines));
    response.end('{"is":"recorded"}');
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)).then(() => sql.end()),
  };
}

const SERVERS = {
  gathering: (database) => holdfast(database, {}),
  "one-each": (database) => holdfast(database, { gather: null }),
  discarding,
  rows,
};

const [which, database] = process.argv.slice(2);
const { url, close } = await SERVERS[which](database);
process.stdout.write(`${url}\n`);
for await (const _line of createInterface({ input: process.stdin }));
await close();
