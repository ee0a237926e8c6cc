import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median, timed, verdict } from "./measure.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** `npm run demo` after install, from a user's point of view: seconds until the answer stands there. */
export async function benchDemo({ rounds }) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const { ms, value } = await timed(() =>
      spawnSync("npm", ["run", "--silent", "demo"], { cwd: root, stdio: "ignore" }),
    );
    if (value.status !== 0) throw new Error(`npm run demo ended with ${value.status}`);
    times.push(ms / 1000);
  }
  return [verdict("npm run demo after install, seconds", median(times), 15, "at most", `${rounds} runs`)];
}
