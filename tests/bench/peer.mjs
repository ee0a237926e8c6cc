import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/**
 * A peer in another language that stays up and answers line by line, so that its start is not counted.
 * Undefined, with a line that says so, where the program or one of its libraries is not there.
 */
export async function startPeer(command, args, { log, name }) {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"] });
  const gone = new Promise((resolve) => {
    child.once("error", () => resolve(undefined));
    child.once("exit", () => resolve(undefined));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = await Promise.race([gone, lines.next()]);
  if (ready?.value !== "ready") {
    log(`not run: ${name} is not here (${command} ${args[0]})`);
    return undefined;
  }
  const ask = async (what) => {
    child.stdin.write(`${what}\n`);
    const { value } = await lines.next();
    if (value === undefined) throw new Error(`${name} ended in the middle of the bench`);
    return value;
  };
  return {
    run: async () => Number(await ask("run")),
    results: () => ask("results"),
    close: async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}
