import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median, verdict } from "./measure.mjs";

/** A report of 200 leads as HTML: the first of its process, which loads and draws everything anew, and later ones. */
export function benchReport({ rounds, log }) {
  const program = fileURLToPath(new URL("./report-once.mjs", import.meta.url));
  const child = spawnSync(process.execPath, [program, String(rounds + 1)], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (child.status !== 0) throw new Error(`report-once.mjs ended with ${child.status}: ${child.stderr}`);
  const { loading, analysed, html, others, bytes, leads, figures } = JSON.parse(
    child.stdout.trim().split("\n").at(-1),
  );
  const [first, ...later] = html;
  const said = Object.entries(others).map(([format, ms]) => `${format} ${ms.toFixed(0)} ms`);
  log(
    `report of ${leads} leads: first ${first.toFixed(0)} ms, later ${median(later).toFixed(0)} ms, ${said.join(", ")}`,
  );
  const detail = `${leads} leads, ${figures} figures, ${(bytes / 1e6).toFixed(1)} MB`;
  return [
    verdict("report as HTML, the first of its process, seconds", first / 1000, 2, "at most", detail),
    verdict(
      "the same with loading and statistics, seconds",
      (first + loading + analysed) / 1000,
      2,
      "at most",
      `loading ${loading.toFixed(0)} ms, statistics ${analysed.toFixed(0)} ms; later reports ${median(later).toFixed(0)} ms`,
    ),
  ];
}
