// Trains an experiment from nothing on this machine, records it through the client as it runs, and writes its reports.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const from = (path) => import(new URL(`../${path}`, import.meta.url).href);
const say = (text = "") => process.stdout.write(`${text}\n`);
const here = (path) => relative(process.cwd(), path) || ".";
const USAGE = `npm run experiment -- NAME [--quick] [--out DIR] [--db DIR | --url URL] [--workers N] [--pack DIR]

  NAME         a folder of experiments/ that trains its runs here: why-in-miniature, or a copy of it
  --quick      a minute instead of the whole: fewer arms, seeds and words
  --out DIR    where outcomes are kept as NDJSON, in the form that holdfast record takes; a later start goes on from there
  --db DIR     the database that is recorded into; one in .holdfast when nothing is said
  --url URL    a server that is recorded into instead (its token is read from HOLDFAST_TOKEN)
  --workers N  how many runs are trained at a time; 2, or 1 on one core; the outcomes are the same
  --pack DIR   at the end, write one compressed file of outcomes for each ablation there`;

function given() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        quick: { type: "boolean", default: false },
        out: { type: "string" },
        db: { type: "string" },
        url: { type: "string" },
        workers: { type: "string" },
        pack: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    say(`${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
}

const { values, positionals } = given();
const [experiment = ""] = positionals;
const isTrainedHere =
  /^[a-z0-9-]+$/.test(experiment) &&
  existsSync(join(root, "experiments", experiment, "runner", "run-experiment.ts"));
if (values.help || positionals.length !== 1 || !isTrainedHere) {
  say(USAGE);
  process.exit(values.help ? 0 : 2);
}
const workers = Number(values.workers ?? Math.min(2, availableParallelism()));
if (!Number.isInteger(workers) || workers < 1) {
  say(`--workers takes a whole number from 1, not ${values.workers}.\n\n${USAGE}`);
  process.exit(2);
}
const name = values.quick ? `${experiment}-quick` : experiment;
const folder = values.out ?? join(root, ".holdfast", "outcomes", name);
const database = values.db ?? join(root, ".holdfast", name);
const reports = join(root, "holdfast-reports");

const build = spawnSync(process.execPath, [join(root, "scripts", "turbo.mjs"), "run", "build"], {
  cwd: root,
  stdio: ["ignore", "ignore", "inherit"],
});
if (build.status !== 0) {
  say("The build failed: run `npm run build` to see why.");
  process.exit(1);
}

const [
  { QUICK_STUDIES, STUDIES },
  { crewOfThreads },
  { identitiesOf, runExperiment },
  { packOutcomes },
  { WATCHED },
  api,
] = await Promise.all([
  from(`experiments/dist/${experiment}/plan/studies.js`),
  from(`experiments/dist/${experiment}/runner/crew.js`),
  from(`experiments/dist/${experiment}/runner/run-experiment.js`),
  from(`experiments/dist/${experiment}/runner/pack-outcomes.js`),
  from(`experiments/dist/${experiment}/plan/watched-limit.js`),
  values.url === undefined
    ? from("packages/api/dist/local/index.js")
    : from("packages/api/dist/client/index.js"),
]);

async function open() {
  if (values.url === undefined)
    return api.openLocal(database, { actor: "experiment", now: () => new Date() });
  const token = process.env.HOLDFAST_TOKEN;
  const client = api.createClient(values.url, {
    actor: "experiment",
    ...(token === undefined ? {} : { token }),
  });
  return { client, close: async () => {} };
}

const studies = values.quick ? QUICK_STUDIES : STUDIES;
const started = performance.now();
const seconds = () => Math.round((performance.now() - started) / 1000);
const isTerminal = process.stdout.isTTY === true;
const BAR = 30;

function show({ done, of, last }) {
  const filled = Math.round((BAR * done) / of);
  const left = Math.round((seconds() / done) * (of - done));
  const line = `${"#".repeat(filled)}${".".repeat(BAR - filled)} ${done}/${of}  ${seconds()} s, about ${left} s to go  ${last}`;
  if (isTerminal) process.stdout.write(`\r\x1b[K${line}`);
  else say(line);
}

const alarms = [];
const limit = `${100 * WATCHED.limit}%`;

/** Says an alarm above the line of progress, as it is raised. */
function warn({ identity, run, step, evidence }) {
  alarms.push({ identity, run, step });
  const text = `alarm  ${identity} ${run} passed ${limit} on ${WATCHED.eval} by ${step === null ? "its end" : `RL step ${step}`} (evidence ${evidence.toPrecision(2)})`;
  say(isTerminal ? `\r\x1b[K${text}` : text);
}

/** `3 of 4 runs passed 30% on blackmail@1: control (RL steps 6, 6); principles (RL step 12)`. */
function alarmsText(identity, runs) {
  const own = alarms.filter((alarm) => alarm.identity === identity);
  if (own.length === 0) return `no alarm: the watch saw none of ${runs} runs pass ${limit}`;
  const steps = {};
  for (const { run, step } of own) {
    const arm = run.split("/")[0];
    steps[arm] = [...(steps[arm] ?? []), step ?? "end"];
  }
  const arms = Object.keys(steps)
    .sort()
    .map(
      (arm) =>
        `${arm} (RL ${steps[arm].length === 1 ? "step" : "steps"} ${steps[arm].sort((a, b) => a - b).join(", ")})`,
    );
  return `${own.length} of ${runs} runs passed ${limit} on ${WATCHED.eval}: ${arms.join("; ")}`;
}

const local = await open();
const crew = crewOfThreads(workers);
try {
  say(`A model organism: small networks in a made-up world, trained here with ${workers} at a time.`);
  say(`Node ${process.versions.node} on ${process.arch}; outcomes in ${here(folder)}\n`);
  await runExperiment(studies, {
    ...{ client: local.client, folder, crew, onProgress: show, watched: WATCHED, onAlarm: warn },
  });
  say(`${isTerminal ? "\n" : ""}\nTrained and recorded in ${seconds()} s. In a sentence:`);
  mkdirSync(reports, { recursive: true });
  for (const identity of identitiesOf(studies)) {
    say(`\n${identity}`);
    for (const question of ["effects", "drivers", "generalization", "durability"]) {
      const { sentences } = await local.client[question](identity, { excluded: "without" });
      say(`  ${question}: ${sentences[0] ?? "nothing yet"}`);
    }
    const { registration } = await local.client.status(identity);
    say(`  watch: ${alarmsText(identity, registration.runs)}`);
    const file = join(reports, `${identity}.html`);
    writeFileSync(file, await local.client.report(identity, "html"));
    say(`  report: ${here(file)}`);
  }
  if (values.pack !== undefined)
    for (const path of packOutcomes(studies, folder, values.pack)) say(`packed: ${here(path)}`);
  if (values.url === undefined) say(`\nNext: npx holdfast serve --db ${here(database)}`);
} finally {
  await crew.dismiss();
  await local.close();
}
