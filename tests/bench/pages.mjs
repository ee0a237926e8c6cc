import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openLocal } from "@holdfast/api/local";
import { serveWeb, VIEWS } from "@holdfast/web";
import { median, verdict } from "./measure.mjs";

/** The server's own process, as `holdfast serve` starts it. */
async function serve(url) {
  const local = await openLocal(url, { actor: "bench", now: () => new Date(0), answersInThread: true });
  const server = await serveWeb({ client: local.client, fetch: local.fetch, port: 0 });
  process.stdout.write(`${server.url}\n`);
  await once(process.stdin.resume(), "end");
  await server.close();
  await local.close();
}

/** Milliseconds to the first byte of an answer, and its bytes as they are sent. */
function fetched(address) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    request(address, { headers: { "accept-encoding": "gzip" } }, (response) => {
      let firstMs;
      let bytes = 0;
      response.on("data", (chunk) => {
        firstMs ??= performance.now() - start;
        bytes += chunk.length;
      });
      response.on("end", () => {
        if (response.statusCode === 200) resolve({ firstMs, bytes });
        else reject(new Error(`${address} answered ${response.statusCode}`));
      });
    })
      .on("error", reject)
      .end();
  });
}

/** Milliseconds until the largest thing of a page is painted in a real browser, or null where there is none. */
async function largestPaint(addresses, rounds) {
  const found = spawnSync("sh", ["-c", "command -v chromium chromium-browser google-chrome | head -n 1"]);
  const executablePath = found.stdout.toString().trim();
  if (executablePath === "") return null;
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const paints = [];
  for (const address of addresses) {
    const times = [];
    for (let round = 0; round < rounds; round += 1) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.goto(address, { waitUntil: "load" });
      times.push(
        await page.evaluate(
          `new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true }))`,
        ),
      );
      await page.close();
    }
    paints.push({ address, ms: median(times) });
  }
  await browser.close();
  return paints;
}

/** How soon, how small and how soon painted the pages about `identity` are, once they were asked for before. */
export async function benchPages({ url, identity, rounds, log }) {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), url], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value: origin } = await lines.next();
  const root = `${origin}/ablations/${encodeURIComponent(identity)}`;
  const pages = VIEWS.map(({ slug }) => ({
    name: slug || "overview",
    address: slug ? `${root}/${slug}` : root,
  }));
  const results = [];
  for (const { name, address } of pages) {
    const cold = await fetched(address);
    const times = [];
    for (let round = 0; round < rounds + 2; round += 1) times.push((await fetched(address)).firstMs);
    results.push({ name, coldMs: cold.firstMs, bytes: cold.bytes, warmMs: median(times.slice(1)) });
  }
  for (const { name, coldMs, warmMs, bytes } of results)
    log(
      `page ${name}: first byte ${warmMs.toFixed(0)} ms warm, ${coldMs.toFixed(0)} ms at first; ${(bytes / 1000).toFixed(0)} kB compressed`,
    );
  const paints = await largestPaint(
    pages.map(({ address }) => address),
    rounds,
  );
  child.stdin.end();
  await once(child, "exit");
  const worst = (key) => results.reduce((most, one) => (one[key] > most[key] ? one : most));
  const [slow, large] = [worst("warmMs"), worst("bytes")];
  const verdicts = [
    verdict(
      "first byte of a page about the study, warm, ms",
      slow.warmMs,
      150,
      "at most",
      `slowest: ${slow.name}`,
    ),
    verdict(
      "largest page about the study, compressed, kB",
      large.bytes / 1000,
      100,
      "at most",
      `${large.name}`,
    ),
  ];
  if (paints !== null) {
    const latest = paints.reduce((most, one) => (one.ms > most.ms ? one : most));
    verdicts.push(
      verdict(
        "largest paint of a page about the study, ms",
        latest.ms,
        1000,
        "at most",
        latest.address.slice(origin.length),
      ),
    );
  } else log("largest paint: not measured, there is no Chromium");
  return verdicts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await serve(process.argv[2]);
