// Measures Holdfast against its goals and prints ratios. It reports; it never fails for a goal that is missed.
// `npm run bench -- --full` takes the sizes that the goals are stated for; without it, a tenth of them.
// `--only statistics` leaves out start, demo, the MLflow door, importers, mixes, storage, memory and ingest over HTTP.
import { benchDatabase } from "./database.mjs";
import { benchDemo } from "./demo.mjs";
import { benchHelp } from "./help.mjs";
import { benchImporters } from "./importers.mjs";
import { benchIngestOverHttp } from "./ingest.mjs";
import { benchMemory } from "./memory.mjs";
import { benchMinHash } from "./min-hash.mjs";
import { benchMixMeasure } from "./mix-measure.mjs";
import { benchMlflow } from "./mlflow.mjs";
import { benchPages } from "./pages.mjs";
import { benchReport } from "./report.mjs";
import { benchResampling } from "./resampling.mjs";
import { benchServing } from "./serving.mjs";
import { benchStorage } from "./storage.mjs";
import { benchContrasts, benchWhole } from "./whole.mjs";

const full = process.argv.includes("--full");
const scores = full ? 10_000_000 : 1_000_000;
const rounds = full ? 5 : 3;
const log = (text) => process.stdout.write(`${text}\n`);
const verdicts = [];

log(
  `Node ${process.versions.node}, ${full ? "full" : "small"} sizes, medians of ${rounds} interleaved rounds\n`,
);
const isWhole = !process.argv.includes("statistics");
if (isWhole) verdicts.push(...(await benchHelp({ rounds })));
if (isWhole) verdicts.push(...(await benchDemo({ rounds })));
if (isWhole) verdicts.push(...(await benchMlflow({ rounds, log })));
if (isWhole) verdicts.push(...(await benchImporters({ rounds, log, full })));
if (isWhole) verdicts.push(...(await benchMinHash({ rounds, log, full })));
if (isWhole) verdicts.push(...(await benchMixMeasure({ full, rounds, log })));
verdicts.push(...benchReport({ rounds, log }));
verdicts.push(...(await benchResampling({ rounds, log })));
verdicts.push(...(await benchContrasts({ full, log })));
const database = await benchDatabase(log);
if (database !== undefined) {
  try {
    const { url } = database;
    verdicts.push(...(await benchWhole({ url, full, rounds, log })));
    verdicts.push(...(await benchServing({ url, identity: "whole@1", rounds, log })));
    if (isWhole) verdicts.push(...(await benchPages({ url, identity: "whole@1", rounds, log })));
    if (isWhole) verdicts.push(...(await benchStorage({ url, rounds, scores, log })));
    if (isWhole) verdicts.push(...(await benchMemory({ url, scores })));
    if (isWhole) verdicts.push(...(await benchIngestOverHttp({ url, rounds, log })));
  } finally {
    await database.close();
  }
} else if (isWhole) verdicts.push(...(await benchIngestOverHttp({ rounds, log })));

log("");
for (const { name, ratio, goal, direction, reached, detail } of verdicts) {
  const value = ratio >= 100 ? ratio.toFixed(0) : ratio.toFixed(2);
  log(`${reached ? "reached" : "MISSED "}  ${name}: ${value} (goal ${direction} ${goal}; ${detail})`);
}
