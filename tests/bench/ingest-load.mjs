import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SERVERS = fileURLToPath(new URL("./ingest-servers.mjs", import.meta.url));

/** Starts one of the servers of this bench. */
export async function startServer(which, database) {
  const child = spawn(process.execPath, [SERVERS, which, database], { stdio: ["pipe", "pipe", "inherit"] });
  const { value: url } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  if (url === undefined) throw new Error(`the server ${which} did not start`);
  return {
    url,
    close: async () => {
      if (child.exitCode !== null) return;
      child.stdin.end();
      await once(child, "exit");
    },
  };
}

/** Sends one body over a connection that stays open. */
export function post(agent, url, path, type, body) {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": type, "content-length": Buffer.byteLength(body) };
    const sent = request(`${url}${path}`, { agent, method: "POST", headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode < 300) resolve(text);
        else reject(new Error(`${path} answered ${response.statusCode}: ${text}`));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/**
 * Sends bodies one after another over each of so many connections.
 *
 * @param next gives the next body, or undefined when there are no more
 * @returns how long each request took, and all of them, in milliseconds
 */
export async function load({ url, path, type, connections, next }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const each = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let body = next(); body !== undefined; body = next()) {
        const at = performance.now();
        await post(agent, url, path, type, body);
        each.push(performance.now() - at);
      }
    }),
  );
  const ms = performance.now() - began;
  agent.destroy();
  return { each: each.sort((a, b) => a - b), ms };
}
