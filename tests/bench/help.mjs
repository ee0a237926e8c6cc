import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { interleaved, verdict } from "./measure.mjs";

const binary = fileURLToPath(new URL("../../apps/cli/bin/holdfast.js", import.meta.url));
const run = (...argv) => {
  const { status } = spawnSync(process.execPath, argv, { stdio: "ignore" });
  if (status !== 0) throw new Error(`node ${argv.join(" ")} ended with ${status}`);
};

/** `holdfast --help` against bare node: what a user waits before anything happens. */
export async function benchHelp({ rounds }) {
  const times = await interleaved(
    { help: () => run(binary, "--help"), node: () => run("-e", "0") },
    rounds * 5,
  );
  const detail = `${times.help.toFixed(0)} ms against ${times.node.toFixed(0)} ms`;
  return [verdict("holdfast --help / bare node", times.help / times.node, 1.3, "at most", detail)];
}
