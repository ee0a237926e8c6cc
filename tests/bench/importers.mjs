import { spawnSync } from "node:child_process";
import { createWriteStream, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bytesOfFile, readLog } from "@holdfast/importers";
import { writeLargeLog } from "./large-log.mjs";
import { median, timed, verdict } from "./measure.mjs";
import { startPeer } from "./peer.mjs";

const FRAMES = fileURLToPath(new URL("log_frames.py", import.meta.url));
const READ = fileURLToPath(new URL("read-log.mjs", import.meta.url));
const LOGS = 10;
const SAMPLES = 200;
const ROWS = 20_000;

async function withLog(file, use) {
  const handle = await open(file);
  try {
    return await use({ file, bytes: bytesOfFile(handle, (await handle.stat()).size) });
  } finally {
    await handle.close();
  }
}

/** Scores and their sum, over every log of a folder: what a data frame of its samples has. */
async function readFolder(folder) {
  let [rows, total] = [0, 0];
  for (const name of readdirSync(folder)) {
    const log = await withLog(join(folder, name), (source) => readLog(source, { cluster: "family" }));
    rows += log.outcomes[0].samples.id.length;
    for (const { samples } of log.outcomes) for (const score of samples.score) total += score;
  }
  return `${rows} ${total}`;
}

/** A samples file as lm_eval writes it, and the results beside it. */
async function writeSamples(folder) {
  const moment = "2026-01-01T00-00-00.000001";
  const stream = createWriteStream(join(folder, `samples_big_${moment}.jsonl`));
  let total = 0;
  for (let id = 0; id < ROWS; id += 1) {
    const acc = id % 3 === 0 ? 1 : 0;
    total += acc;
    const doc = { question: `${"Which of these is right? ".repeat(30)}${id}`, choices: ["a", "b", "c", "d"] };
    const row = {
      doc_id: id,
      doc,
      target: "a",
      arguments: { gen_args_0: { arg_0: doc.question, arg_1: " a" } },
    };
    const answered = {
      resps: [[["-1.5", "False"]]],
      filtered_resps: [["-1.5", "False"]],
      filter: "none",
      metrics: ["acc"],
    };
    stream.write(`${JSON.stringify({ ...row, ...answered, doc_hash: `h${id}`, acc })}\n`);
  }
  await new Promise((resolve) => stream.end(resolve));
  const results = { results: { big: { "acc,none": total / ROWS } }, versions: { big: 1 }, config: {} };
  const file = join(folder, `results_${moment}.json`);
  await new Promise((resolve) => createWriteStream(file).end(JSON.stringify(results), resolve));
  return file;
}

async function readResults(file) {
  const log = await withLog(file, (source) =>
    readLog(
      { ...source, beside: (name, use) => withLog(join(file, "..", name), ({ bytes }) => use(bytes)) },
      { cluster: null },
    ),
  );
  const { score } = log.outcomes[0].samples;
  return `${score.length} ${score.reduce((sum, each) => sum + each, 0)}`;
}

/** Ours and the peer in turn, once both have said that they found the same. */
async function contest(peer, ours, rounds) {
  const [theirs, own] = [await peer.results(), await ours()];
  if (theirs !== own) throw new Error(`the peer found ${theirs}, and we found ${own}`);
  const [times, peerTimes] = [[], []];
  // both have compiled by then what they compile while they run
  await ours();
  await peer.run();
  for (let round = 0; round < rounds; round += 1) {
    times.push((await timed(ours)).ms);
    peerTimes.push(await peer.run());
  }
  return { own: median(times), theirs: median(peerTimes), found: own };
}

/** The most memory that reading one long log takes, in a process of its own. */
async function readingMemory(folder, bytes) {
  const file = join(folder, "large.eval");
  const scores = await writeLargeLog(file, bytes);
  const { stdout, stderr, status } = spawnSync(process.execPath, [READ, file], { encoding: "utf8" });
  rmSync(file);
  if (status !== 0) throw new Error(`the long log was not read: ${stderr}`);
  const read = JSON.parse(stdout);
  if (read.scores !== scores) throw new Error(`${read.scores} scores were read, and ${scores} written`);
  const detail = `${(read.bytes / 1e9).toFixed(1)} GB, every sample read, ${scores} scores`;
  return verdict("importers, memory of reading a log of Inspect, MB", read.peak, 200, "at most", detail);
}

/** Logs of Inspect beside inspect_ai's own data frame of their samples, and samples of lm_eval beside pandas. */
export async function benchImporters({ rounds, log, full = false }) {
  const python = process.env.HOLDFAST_TEST_PYTHON_INSPECT ?? "python3";
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
  const verdicts = [];
  const take = async (name, words, ours, size) => {
    const peer = await startPeer(python, [FRAMES, ...words], { log, name });
    if (peer === undefined) return;
    const { own, theirs, found } = await contest(peer, ours, rounds);
    await peer.close();
    log(`${size}: ${own.toFixed(0)} ms, ${name} ${theirs.toFixed(0)} ms (rows and sum of scores: ${found})`);
    verdicts.push(verdict(`importers, times faster than ${name}`, theirs / own, 5, "at least", size));
  };
  try {
    const file = await writeSamples(folder);
    const samples = file.replace("results_", "samples_big_").replace(/json$/, "jsonl");
    // before anything large is written: while the system still writes it out, this takes half as long again
    await take(
      "pandas on samples of lm_eval",
      ["lm-eval", samples],
      () => readResults(file),
      `${ROWS} samples`,
    );
    verdicts.push(await readingMemory(folder, full ? 2e9 : 2e8));
    const hasInspect =
      spawnSync(python, [FRAMES, "make", folder, String(LOGS), String(SAMPLES)]).status === 0;
    if (!hasInspect) log("not run: logs beside inspect_ai, which is not here (HOLDFAST_TEST_PYTHON_INSPECT)");
    const logs = `${LOGS} logs of ${SAMPLES} samples, 2 epochs, 2 scorers`;
    const frame = "inspect_ai's data frame";
    for (const [kind, name] of hasInspect
      ? [
          ["plain", frame],
          ["invalid", `${frame}, invalidations included`],
        ]
      : [])
      await take(name, [kind, folder], () => readFolder(join(folder, kind)), logs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return verdicts;
}
