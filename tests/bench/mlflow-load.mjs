import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import { median } from "./measure.mjs";

/** Sends one request and reads its answer. @returns the JSON of it */
function send(agent, address, { method, path, headers, body }) {
  return new Promise((resolve, reject) => {
    const url = new URL(`${address}${path}`);
    const sent = request(url, { agent, method, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        if (response.statusCode === 200) resolve({ text, headers: response.headers });
        else reject(new Error(`${method} ${path} answered ${response.statusCode}: ${text.slice(0, 500)}`));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** What `work` sends to the server at `uri` when it is given the address of this recorder instead. */
export async function recorded(uri, work) {
  const requests = [];
  const agent = new Agent({ keepAlive: true });
  const server = createServer(async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString("utf8");
    const { host: _host, connection: _connection, "content-length": _length, ...headers } = incoming.headers;
    const one = { method: incoming.method, path: incoming.url, headers, body };
    try {
      // Python's client understands gzip, and what is compared are answers as they are
      const { text } = await send(agent, uri, {
        ...one,
        headers: { ...headers, "accept-encoding": "identity" },
      });
      requests.push(one);
      outgoing.setHeader("content-type", "application/json").end(text);
    } catch (error) {
      outgoing.writeHead(400).end(JSON.stringify({ error_code: "BAD_REQUEST", message: String(error) }));
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await work(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
    agent.destroy();
  }
  return requests;
}

/** The same request for another run and at a step of its own, so that each one is new. */
function again({ method, path, headers, body }, run, step) {
  const query = path.replace(/(run_(?:id|uuid)=)\w+/g, `$1${run}`);
  if (body === "") return { method, path: query, headers };
  const given = JSON.parse(body);
  for (const name of ["run_id", "run_uuid"]) if (name in given) given[name] = run;
  if ("step" in given) given.step = step;
  for (const metric of given.metrics ?? []) metric.step = step;
  return { method, path: query, headers, body: JSON.stringify(given) };
}

/** Connections that stay open to one server, each with a run of its own. */
export async function openLoad(uri, connections) {
  const agents = Array.from({ length: connections }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  const headers = { "content-type": "application/json" };
  const runs = [];
  for (const agent of agents) {
    const body = JSON.stringify({ experiment_id: "0", start_time: 1700000000000 });
    const { text } = await send(agent, uri, {
      method: "POST",
      path: "/api/2.0/mlflow/runs/create",
      headers,
      body,
    });
    runs.push(JSON.parse(text).run.info.run_id);
  }
  let step = 0;
  return {
    /**
     * Repeats what was recorded of one call `count` times on each of `atOnce` connections.
     * @returns the middle of the milliseconds of a call, and the milliseconds between calls that ended
     */
    async run(requests, count, atOnce) {
      const taken = [];
      const began = performance.now();
      const work = async (agent, run) => {
        for (let done = 0; done < count; done += 1) {
          step += 1;
          const made = requests.map((one) => again(one, run, step));
          const start = performance.now();
          for (const one of made) await send(agent, uri, one);
          taken.push(performance.now() - start);
        }
      };
      await Promise.all(agents.slice(0, atOnce).map((agent, index) => work(agent, runs[index])));
      return { answered: median(taken), apart: (performance.now() - began) / taken.length };
    },
    close: () => {
      for (const agent of agents) agent.destroy();
    },
  };
}
