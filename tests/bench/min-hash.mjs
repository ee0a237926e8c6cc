import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  MinHasher,
  nearDuplicates,
  SIGNATURE_BYTES,
  SignatureList,
  signatureLikeness,
} from "@holdfast/importers";
import { median, timed, verdict } from "./measure.mjs";
import { startPeer } from "./peer.mjs";

const PEER = fileURLToPath(new URL("min_hash_peer.py", import.meta.url));
const PAIRS = 500;

/** Words that fall like those of a language: a few often, most seldom. */
function writer() {
  let state = 7;
  const chance = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const letters = "etaoinshrdlucmfwypvbgkjqxz";
  const vocabulary = Array.from({ length: 20_000 }, () =>
    Array.from(
      { length: 1 + Math.floor(9 * chance()) },
      () => letters[Math.floor(26 * chance() ** 1.6)],
    ).join(""),
  );
  return (words) =>
    Array.from({ length: words }, () => vocabulary[Math.floor(20_000 * chance() ** 3)]).join(" ");
}

/** Texts in pairs that differ in one word in thirty, as rows of a rewritten data set do, and then texts by themselves. */
function texts(count, words) {
  const write = writer();
  const pairs = Array.from({ length: PAIRS }, () => {
    const text = write(words);
    return [
      text,
      text
        .split(" ")
        .map((word, at) => (at % 30 === 15 ? `${word}x` : word))
        .join(" "),
    ];
  });
  return [...pairs.flat(), ...Array.from({ length: count }, () => write(words))];
}

/** Milliseconds of this process's processor, which other work on the machine does not lengthen. */
function processor(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function signAll(rows, hasher, into) {
  for (const text of rows) hasher.sign(text, into);
}

/** The mean Jaccard index that the signatures of the pairs let expect. */
function meanOfPairs(rows) {
  const hasher = new MinHasher();
  const [a, b] = [new Uint8Array(SIGNATURE_BYTES), new Uint8Array(SIGNATURE_BYTES)];
  let sum = 0;
  for (let pair = 0; pair < PAIRS; pair += 1) {
    hasher.sign(rows[2 * pair], a);
    hasher.sign(rows[2 * pair + 1], b);
    sum += signatureLikeness(a, b);
  }
  return sum / PAIRS;
}

/** Signatures a core and second, beside datasketch; and the grouping of many rows by them. */
export async function benchMinHash({ rounds, log, full = false }) {
  const verdicts = [];
  const hasher = new MinHasher();
  const into = new Uint8Array(SIGNATURE_BYTES);
  for (const words of [80, 1000]) {
    const rows = texts(Math.floor(2_000_000 / words), words);
    const bytes = rows.reduce((sum, text) => sum + text.length, 0);
    signAll(rows, hasher, into);
    const times = Array.from({ length: rounds }, () => processor(() => signAll(rows, hasher, into)));
    const rate = bytes / 1000 / median(times);
    const size = `${rows.length} texts`;
    log(`${size} of ${words} words: ${rate.toFixed(0)} MB/s of signatures on one core`);
    verdicts.push(verdict(`MinHash on texts of ${words} words, MB/s a core`, rate, 30, "at least", size));
  }
  verdicts.push(...(await besidePeer({ rounds, log })));
  const rows = full ? 1_000_000 : 100_000;
  const write = writer();
  const signatures = new SignatureList();
  for (let row = 0; row < rows; row += 1) signatures.add(write(40), hasher);
  const { ms, value } = await timed(() => nearDuplicates(signatures));
  log(`${rows} rows grouped by their signatures: ${ms.toFixed(0)} ms, ${value.surplus} near-duplicates`);
  verdicts.push(
    verdict("near-duplicates, seconds a million rows", (ms / rows) * 1000, 20, "at most", `${rows} rows`),
  );
  return verdicts;
}

async function besidePeer({ rounds, log }) {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
  try {
    const rows = texts(2000, 80);
    const file = join(folder, "texts.txt");
    writeFileSync(file, rows.join("\n"));
    const python = process.env.HOLDFAST_TEST_PYTHON_DATASKETCH ?? "python3";
    const peer = await startPeer(python, [PEER, file, String(PAIRS)], { log, name: "datasketch" });
    if (peer === undefined) return [];
    const [theirs, own] = [Number(await peer.results()), meanOfPairs(rows)];
    if (Math.abs(theirs - own) > 0.02)
      throw new Error(`datasketch expects ${theirs} of the pairs on average, and we ${own}`);
    const hasher = new MinHasher();
    const into = new Uint8Array(SIGNATURE_BYTES);
    const [times, peerTimes] = [[], []];
    for (let round = -1; round < rounds; round += 1) {
      const { ms } = await timed(() => signAll(rows, hasher, into));
      const peerMs = await peer.run();
      if (round >= 0) times.push(ms);
      if (round >= 0) peerTimes.push(peerMs);
    }
    await peer.close();
    const [ours, others] = [median(times), median(peerTimes)];
    const size = `${rows.length} texts of 80 words, 128 values each`;
    log(
      `${size}: ${ours.toFixed(1)} ms, datasketch ${others.toFixed(0)} ms (mean index of pairs: ${own.toFixed(3)}, ${theirs.toFixed(3)})`,
    );
    return [verdict("MinHash, times faster than datasketch", others / ours, 10, "at least", size)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
