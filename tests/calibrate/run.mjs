// Simulates the defaults and the naive methods beside them, and prints the tables. `npm run calibrate -- --help`.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { CALIBRATION_PARTS, calibrate, markdownTable } from "@holdfast/analysis/calibration";

const { values } = parseArgs({
  options: {
    reps: { type: "string", default: "3000" },
    seed: { type: "string", default: "20260508" },
    only: { type: "string" },
    write: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const log = (text) => process.stdout.write(`${text}\n`);

if (values.help) {
  log("npm run calibrate -- [--reps N] [--seed N] [--only PART,...] [--write]");
  log(`Parts: ${CALIBRATION_PARTS.join(", ")}. --write replaces docs/calibration.md.`);
  process.exit(0);
}
const [repeats, seed] = [Number(values.reps), Number(values.seed)];
const only = values.only?.split(",").map((part) => part.trim());
const unknown = only?.filter((part) => !CALIBRATION_PARTS.includes(part)) ?? [];
if (!Number.isInteger(repeats) || repeats < 1 || !Number.isInteger(seed) || unknown.length > 0) {
  process.stderr.write(
    `--reps and --seed are whole numbers, --only is of ${CALIBRATION_PARTS.join(", ")}.\n`,
  );
  process.exit(2);
}

const settings = `--reps ${repeats} --seed ${seed}${only === undefined ? "" : ` --only ${only.join(",")}`}`;
const started = performance.now();
let part = null;
/** Says how long the part before took, and which one begins. */
const began = (next, repeats) => {
  const now = performance.now();
  if (part !== null) process.stderr.write(`  ${part.name}: ${((now - part.at) / 1000).toFixed(1)} s\n`);
  part = { name: next, at: now };
  if (next !== null) process.stderr.write(`${next}: ${repeats} repeats a scenario\n`);
};
const tables = calibrate({
  repeats,
  seed,
  ...(only === undefined ? {} : { only }),
  onPart: began,
});
began(null);
const rowsThat = (wanted) =>
  tables.flatMap(({ title, rows }) =>
    rows.filter(({ verdict }) => verdict === wanted).map(({ cells }) => `- ${title}: ${cells[0]}`),
  );
const [missed, weak, differing] = [rowsThat("MISSES"), rowsThat("weak"), rowsThat("differs")];
const held = tables.flatMap(({ rows }) => rows).filter(({ verdict }) => verdict === "holds").length;
const summary = [
  missed.length === 0
    ? `All ${held} rows that are held to something hold.`
    : `${held} rows hold, ${missed.length} **miss**:\n\n${missed.join("\n")}`,
  ...(weak.length === 0 ? [] : [`Weak, though no gate holds it:\n\n${weak.join("\n")}`]),
  ...(differing.length === 0 ? [] : [`Not as printed before:\n\n${differing.join("\n")}`]),
].join("\n\n");
const head = readFileSync(new URL("head.md", import.meta.url), "utf8").trimEnd();
const body = [
  head,
  `This page was made by \`npm run calibrate -- ${settings}\`. ${summary}`,
  ...tables.map(markdownTable),
].join("\n\n");
log(body);
log(`\n${Math.round((performance.now() - started) / 1000)} s`);
if (values.write) writeFileSync(new URL("../../docs/calibration.md", import.meta.url), `${body}\n`);
process.exitCode = missed.length === 0 ? 0 : 1;
