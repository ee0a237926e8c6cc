import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { peakMemory } from "./database.mjs";
import { verdict } from "./measure.mjs";
import { checkpointLines, syntheticAblation } from "./synthetic.mjs";

const binary = fileURLToPath(new URL("../../apps/cli/bin/holdfast.js", import.meta.url));
const SHAPE = { evals: 5, samples: 200, epochs: 5, arms: 2 };

/** Runs `holdfast` and feeds it `lines`; gives the most memory it held, in MB. */
async function recordPeak(args, lines) {
  const child = spawn(process.execPath, [binary, ...args, "--quiet"], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakMemory(child.pid) ?? 0);
  }, 50);
  const ended = once(child, "exit");
  for (const line of lines) {
    if (!child.stdin.write(`${line}\n`)) await once(child.stdin, "drain");
  }
  child.stdin.end();
  const [code] = await ended;
  clearInterval(watch);
  if (code !== 0) throw new Error(`holdfast ${args[0]} ended with ${code}`);
  return peak;
}

function* allLines(scores) {
  const checkpoints = scores / (SHAPE.evals * SHAPE.samples * SHAPE.epochs);
  for (let checkpoint = 0; checkpoint < checkpoints; checkpoint += 1) {
    for (const line of checkpointLines({ ...SHAPE, checkpoint })) yield JSON.stringify(line);
  }
}

/** The most memory that `holdfast record` holds while it takes `scores` scores from a pipe. */
export async function benchMemory({ url, scores }) {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
  try {
    const file = join(folder, "ablation.json");
    const peaks = [];
    for (const [name, share] of [
      ["small", 0.1],
      ["large", 1],
    ]) {
      writeFileSync(file, JSON.stringify(syntheticAblation({ name: `memory-${name}`, ...SHAPE })));
      await recordPeak(["register", file, "--db", url], []);
      peaks.push(
        await recordPeak(
          ["record", "-", "--ablation", `memory-${name}@1`, "--db", url],
          allLines(scores * share),
        ),
      );
    }
    const [small, large] = peaks;
    return [
      verdict(
        `memory of holdfast record, ${scores / 1e6}M scores, MB`,
        large,
        500,
        "at most",
        `${small.toFixed(0)} MB for a tenth of them`,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
