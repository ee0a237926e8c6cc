// Measures Holdfast against its goals and prints ratios. It reports; it never fails for a goal that is missed.
// `npm run bench -- --full` takes the sizes that the goals are stated for; without it, a tenth of them.
import { benchDatabase } from "./database.mjs";
import { benchDemo } from "./demo.mjs";
import { benchHelp } from "./help.mjs";
import { benchMemory } from "./memory.mjs";
import { benchStorage } from "./storage.mjs";

const full = process.argv.includes("--full");
const scores = full ? 10_000_000 : 1_000_000;
const rounds = full ? 5 : 3;
const log = (text) => process.stdout.write(`${text}\n`);
const verdicts = [];

log(
  `Node ${process.versions.node}, ${full ? "full" : "small"} sizes, medians of ${rounds} interleaved rounds\n`,
);
verdicts.push(...(await benchHelp({ rounds })));
verdicts.push(...(await benchDemo({ rounds })));
const database = await benchDatabase(log);
if (database !== undefined) {
  try {
    verdicts.push(...(await benchStorage({ url: database.url, rounds, scores, log })));
    verdicts.push(...(await benchMemory({ url: database.url, scores })));
  } finally {
    await database.close();
  }
}

log("");
for (const { name, ratio, goal, direction, reached, detail } of verdicts) {
  const value = ratio >= 100 ? ratio.toFixed(0) : ratio.toFixed(2);
  log(`${reached ? "reached" : "MISSED "}  ${name}: ${value} (goal ${direction} ${goal}; ${detail})`);
}
