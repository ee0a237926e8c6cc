import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../apps/cli/bin/holdfast.js", import.meta.url));
const START_MS = 180_000;
const TICKS_PER_SECOND = 100;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function isUp(url, child, logFile) {
  const until = Date.now() + START_MS;
  for (;;) {
    if (child.exitCode !== null || Date.now() > until)
      throw new Error(`a server did not start: ${readFileSync(logFile, "utf8").slice(-2000)}`);
    const answered = await fetch(url).catch(() => undefined);
    if (answered?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** What Linux knows of a process by its id: its parent, and the ticks that it and its ended children took. */
function processStat(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    return {
      parent: Number(fields[1]),
      ticks: fields.slice(11, 15).reduce((sum, one) => sum + Number(one), 0),
    };
  } catch {
    return undefined;
  }
}

function isBackend(pid, database) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(` ${database} `);
  } catch {
    return false;
  }
}

/**
 * Seconds of processor time that a process and all below it took so far, with those of PostgreSQL that serve
 * `database`; undefined where the system does not say.
 */
function cpuSeconds(root, database) {
  if (processStat(root) === undefined) return undefined;
  const all = new Map();
  for (const name of readdirSync("/proc").filter((one) => /^\d+$/.test(one))) {
    const stat = processStat(name);
    if (stat !== undefined) all.set(Number(name), stat);
  }
  const isBelow = (pid) => pid === root || (all.has(pid) && isBelow(all.get(pid).parent));
  const counted = [...all].filter(
    ([pid]) => isBelow(pid) || (database !== undefined && isBackend(pid, database)),
  );
  return counted.reduce((sum, [, { ticks }]) => sum + ticks, 0) / TICKS_PER_SECOND;
}

/** Signals a process and what it started, also what outlived it. */
function killGroup({ pid }, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Starts a program that serves, in a group of its own, gives what closes it to `opened`, and waits until it answers. */
async function start({ name, words, folder, opened, env = {}, health, uri, database }) {
  const kept = /^postgres.*\/(\w+)$/.exec(database)?.[1];
  const logFile = join(folder, `${name.replaceAll(/\W+/g, "-")}.log`);
  const file = openSync(logFile, "w");
  const [program, ...args] = words;
  const child = spawn(program, args, {
    cwd: folder,
    detached: true,
    env: { ...process.env, ...env },
    stdio: ["ignore", file, file],
  });
  closeSync(file);
  opened.push(async () => {
    killGroup(child, "SIGTERM");
    const late = setTimeout(killGroup, 5000, child, "SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    clearTimeout(late);
    killGroup(child, "SIGKILL");
  });
  await isUp(health, child, logFile);
  return { name, uri, cpuSeconds: () => cpuSeconds(child.pid, kept) };
}

/** The real MLflow server, as `mlflow server` starts it when it is told no more than where to keep things. */
export async function startMlflow({ python, name, backend, folder, opened }) {
  const port = await freePort();
  const uri = `http://127.0.0.1:${port}`;
  const words = [python, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", String(port)];
  const where = ["--backend-store-uri", backend, "--artifacts-destination", join(folder, "artifacts")];
  // without it, two dozen processes for jobs that nobody asks for here take the processor from those that answer
  const env = { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false", MLFLOW_DISABLE_TELEMETRY: "true" };
  const health = `${uri}/health`;
  return start({ name, words: [...words, ...where], folder, opened, env, health, uri, database: backend });
}

/** `holdfast serve`, as it starts when it is told no more than where to keep things. */
export async function startHoldfast({ name, database, folder, opened }) {
  const port = await freePort();
  const at = `http://127.0.0.1:${port}`;
  const words = [process.execPath, CLI, "serve", "--port", String(port), "--db", database];
  return start({ name, words, folder, opened, health: `${at}/readyz`, uri: `${at}/mlflow`, database });
}
