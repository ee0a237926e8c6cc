import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openTokenCounter } from "@holdfast/importers";
import { getEncoding } from "js-tiktoken";
import { peakMemory } from "./database.mjs";
import { interleaved, verdict } from "./measure.mjs";

const BINARY = fileURLToPath(new URL("../../apps/cli/bin/holdfast.js", import.meta.url));
const DOCS = fileURLToPath(new URL("../../docs", import.meta.url));
const FULL = { rows: 1_000_000, megabytes: 500, seconds: 60 };

/** Pages about Holdfast: prose, tables and code, as a transcript has them. */
function pages() {
  return readdirSync(DOCS, { recursive: true })
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => readFileSync(join(DOCS, name), "utf8"));
}

/** One core each, in turn, once both have counted the same in every page. */
async function benchTokens({ rounds, log }) {
  const texts = pages();
  const [{ count }, peer] = [await openTokenCounter("o200k_base"), getEncoding("o200k_base")];
  const theirs = (text) => peer.encode(text, [], []).length;
  for (const text of texts)
    if (count(text) !== theirs(text))
      throw new Error(`${count(text)} tokens, and js-tiktoken has ${theirs(text)}`);
  const sum = (counted) => () => texts.reduce((total, text) => total + counted(text), 0);
  const times = await interleaved({ ours: sum(count), theirs: sum(theirs) }, rounds);
  const megabytes = texts.reduce((total, text) => total + Buffer.byteLength(text), 0) / 1e6;
  const detail = `${(megabytes / (times.ours / 1000)).toFixed(1)} MB/s, js-tiktoken ${(megabytes / (times.theirs / 1000)).toFixed(1)} MB/s`;
  log(`tokens of ${megabytes.toFixed(2)} MB of pages, the same counts: ${detail}`);
  return [verdict("tokens, times faster than js-tiktoken", times.theirs / times.ours, 3, "at least", detail)];
}

/** A seeded stream of numbers in [0, 1). */
function chance(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Rows of a chat in words of the pages: one in a hundred repeats another, one in a hundred nearly. */
async function writeRows(file, rows) {
  const words = pages()
    .flatMap((page) => page.split(/\s+/))
    .filter((word) => word !== "");
  const [next, out] = [chance(1), createWriteStream(file)];
  const kept = [];
  let text = "";
  for (let at = 0; at < rows; at += 1) {
    const length = 45 + Math.floor(next() * 20);
    const fresh = Array.from({ length }, () => words[Math.floor(next() * words.length)]).join(" ");
    const before = kept[Math.floor(next() * kept.length)];
    const kind = next();
    const answer = before === undefined || kind > 0.02 ? fresh : kind > 0.01 ? `${before} more` : before;
    if (kept.length < 1000) kept.push(fresh);
    const messages = [
      { role: "system", content: `You are assistant ${at % 100}.` },
      { role: "user", content: answer.slice(0, 60) },
      { role: "assistant", content: answer },
    ];
    text += `${JSON.stringify({ messages, has_reasons: at % 2 === 0 })}\n`;
    if (text.length < 1 << 20) continue;
    if (!out.write(text)) await once(out, "drain");
    text = "";
  }
  out.end(text);
  await once(out, "finish");
  return out.bytesWritten / 1e6;
}

/** Seconds, memory in MB and the record of one `holdfast mix measure`. */
async function measureFile(file, encoding, state) {
  const start = process.hrtime.bigint();
  const words = [
    "mix",
    "measure",
    file,
    "--encoding",
    encoding,
    "--state",
    state,
    "--threads",
    "2",
    "--json",
  ];
  const child = spawn(process.execPath, [BINARY, ...words], { stdio: ["ignore", "pipe", "inherit"] });
  let [peak, said] = [0, ""];
  const watch = setInterval(() => {
    peak = Math.max(peak, peakMemory(child.pid) ?? 0);
  }, 50);
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, "close");
  clearInterval(watch);
  if (code !== 0) throw new Error(`holdfast mix measure ended with ${code}`);
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, peak, ...JSON.parse(said) };
}

/** Tokens beside js-tiktoken, and a synthetic mix measured as its user measures it. */
export async function benchMixMeasure({ full, rounds, log }) {
  const verdicts = await benchTokens({ rounds, log });
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
  try {
    const share = full ? 1 : 0.1;
    const [file, state] = [join(folder, "rows.jsonl"), join(folder, "state")];
    const megabytes = await writeRows(file, FULL.rows * share);
    const plain = await measureFile(file, "none", state);
    const { exactDuplicates, nearDuplicates, systemPrompts } = plain.measured;
    log(
      `${plain.measured.rows} rows, ${megabytes.toFixed(0)} MB: ${plain.seconds.toFixed(1)} s for hashes, ${exactDuplicates.surplus} exact and ${nearDuplicates.surplus} near duplicates, ${systemPrompts.distinct} system prompts; ${plain.peak.toFixed(0)} MB of memory`,
    );
    const goal = (FULL.seconds * megabytes) / FULL.megabytes;
    const detail = `${(megabytes / plain.seconds).toFixed(0)} MB/s, two threads, ${plain.peak.toFixed(0)} MB of memory`;
    verdicts.push(
      verdict(
        `mix of ${megabytes.toFixed(0)} MB measured, s`,
        plain.seconds,
        Number(goal.toFixed(1)),
        "at most",
        detail,
      ),
    );
    const counted = await measureFile(file, "o200k_base", state);
    log(
      `the same with ${counted.measured.tokens} tokens: ${counted.seconds.toFixed(1)} s, ${counted.peak.toFixed(0)} MB of memory`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return verdicts;
}
