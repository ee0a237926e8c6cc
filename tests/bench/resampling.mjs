import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median, timed, verdict } from "./measure.mjs";
import { startPeer } from "./peer.mjs";
import { numbers } from "./synthetic.mjs";

const ROWS = 100_000;
const CLUSTERS = 1000;
const DRAWS = 2000;
/** What Rust with AVX2 gathers took on another machine: docs/measurements.md. */
const AVX2_MS = 87;

const script = fileURLToPath(new URL("./clustered.py", import.meta.url));
const built = (file) => import(new URL(`../../packages/analysis/dist/${file}`, import.meta.url));

/** Runs contestants in turn; each says its own milliseconds. The first round warms up and is not counted. */
export async function inTurn(contestants, rounds) {
  const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, work] of Object.entries(contestants)) {
      const ms = await work();
      if (round >= 0) times[name].push(ms);
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, list]) => [name, { ms: median(list), least: Math.min(...list) }]),
  );
}

/** Clustered standard error against statsmodels, two-level bootstrap against numpy; both over the same scores. */
export async function benchResampling({ rounds, log }) {
  const { clusteredStandardError } = await built("effects/clustered-standard-error.js");
  const { gatherRows } = await built("resampling/clustered-rows.js");
  const { bootstrapDraws } = await built("resampling/two-level-bootstrap.js");
  const { startResamplingPool } = await built("resampling/worker-pool.js");
  const next = numbers(11);
  const scores = Float64Array.from({ length: ROWS }, next);
  const clusterOf = Int32Array.from({ length: ROWS }, (_, row) => Math.floor(row / (ROWS / CLUSTERS)));
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
  const pool = startResamplingPool(2);
  const peers = [];
  const peer = async (what, name, ...more) => {
    const file = join(folder, "scores.f64");
    const args = [script, what, file, String(ROWS), String(CLUSTERS), ...more];
    // Debian's own Python first: another on the path may lack the libraries
    for (const command of ["/usr/bin/python3", "python3"]) {
      const found = await startPeer(command, args, { log: command === "python3" ? log : () => {}, name });
      if (found !== undefined) {
        peers.push(found);
        return found;
      }
    }
    return undefined;
  };
  try {
    writeFileSync(join(folder, "scores.f64"), new Uint8Array(scores.buffer));
    const verdicts = [];
    const statsmodels = await peer("ols", "statsmodels");
    if (statsmodels !== undefined) {
      const own = clusteredStandardError(scores, clusterOf).clustered;
      const theirs = Number(await statsmodels.results());
      if (Math.abs(own / theirs - 1) > 1e-9) throw new Error(`standard errors differ: ${own} and ${theirs}`);
      const { holdfast, python } = await inTurn(
        {
          holdfast: async () => (await timed(() => clusteredStandardError(scores, clusterOf))).ms,
          python: statsmodels.run,
        },
        rounds * 10,
      );
      const detail = `${holdfast.ms.toFixed(2)} ms against ${python.ms.toFixed(1)} ms, equal to 9 digits`;
      verdicts.push(
        verdict(
          "clustered SE of 100k scores / statsmodels, speed",
          python.ms / holdfast.ms,
          5,
          "at least",
          detail,
        ),
      );
    }
    const rows = gatherRows(scores, clusterOf);
    const single = bootstrapDraws(rows, { statistic: "mean", seed: 1 }, 0, DRAWS);
    const pooled = await pool.drawMeans(rows, 1, DRAWS);
    if (single.some((mean, draw) => mean !== pooled[draw])) throw new Error("pool and single thread differ");
    const numpy = await peer("bootstrap", "numpy", String(DRAWS));
    const contestants = {
      one: async () => (await timed(() => bootstrapDraws(rows, { statistic: "mean", seed: 1 }, 0, DRAWS))).ms,
      two: async () => (await timed(() => pool.drawMeans(rows, 1, DRAWS))).ms,
      ...(numpy === undefined ? {} : { numpy: numpy.run }),
    };
    const times = await inTurn(contestants, rounds);
    const limit = `${(times.one.least / AVX2_MS).toFixed(1)}x the ${AVX2_MS} ms of Rust with AVX2 on another machine`;
    const ms = ({ ms: middle, least }) => `${middle.toFixed(0)} ms (least ${least.toFixed(0)})`;
    if (numpy === undefined)
      log(`two-level bootstrap: ${ms(times.one)} on one core, ${ms(times.two)} on two; ${limit}`);
    else
      verdicts.push(
        verdict(
          "two-level bootstrap on one core / numpy, speed",
          times.numpy.ms / times.one.ms,
          7,
          "at least",
          `${ms(times.one)} against ${ms(times.numpy)}, ${limit}`,
        ),
        verdict(
          "two-level bootstrap on a pool of two / numpy, speed",
          times.numpy.ms / times.two.ms,
          12,
          "at least",
          `${ms(times.two)}, the same bits`,
        ),
      );
    return verdicts;
  } finally {
    await pool.close();
    for (const one of peers) await one.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
