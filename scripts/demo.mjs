// The main job of Holdfast on the embedded database, with published numbers: register, record, answer, report.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const database = join(root, ".holdfast", "demo");
const reports = join(root, "holdfast-reports");
const from = (path) => import(new URL(`../${path}`, import.meta.url).href);
const say = (text = "") => process.stdout.write(`${text}\n`);
const here = (path) => relative(process.cwd(), path) || ".";

/** Ablations whose answers are printed; the reports have all of them. */
const SHOWN = {
  "teaching-claude-why-honeypot-data@2026.05.08": ["effects"],
  "alignment-pretraining@2026.01": ["durability"],
};

/** Questions of which one sentence is printed: the ablation, and what to look for in what is said of it. */
const BRIEFLY = [
  ["drivers", "tulu3-sft-mix@2024.11", "average-12"],
  ["generalization", "alignment-pretraining@2026.01", "comparisons of an eval"],
  ["efficiency", "teaching-claude-why-honeypot-data@2026.05.08", "For an equal effect"],
  // small models that were really trained: a model organism, which shows the method
  ["drivers", "why-in-miniature@2", "On blackmail@1 (judge the choice itself) after rl"],
  ["generalization", "why-in-miniature@2", "comparisons of an eval"],
  [
    "efficiency",
    "why-in-miniature-doses@1",
    "doses of words-of-demonstrations on blackmail@1 (judge the choice itself) after sft",
  ],
  ["durability", "why-in-miniature@2", "leads followed"],
];
const LINE = 100;

/** A text in lines of at most that many characters, a little to the right. */
function folded(text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) !== "" && lines.at(-1).length + word.length + 3 > LINE) lines.push("");
    lines.push(`${lines.pop()} ${word}`.trimStart());
  }
  return lines.map((line) => `  ${line}`).join("\n");
}

const build = spawnSync(process.execPath, [join(root, "scripts", "turbo.mjs"), "run", "build"], {
  cwd: root,
  stdio: ["ignore", "ignore", "inherit"],
});
if (build.status !== 0) {
  say("The build failed: run `npm run build` to see why.");
  process.exit(1);
}

const [{ EXPERIMENTS }, { defineExperiment }, { openLocal }, { runCommand }] = await Promise.all([
  from("experiments/dist/registry.js"),
  from("experiments/dist/experiment.js"),
  from("packages/api/dist/local/index.js"),
  from("apps/cli/dist/index.js"),
]);

// of the experiment that was trained here the factorial and the doses: each ablation has 100 thousand scores and more
const TRAINED_HERE = new Set(["why-in-miniature", "why-in-miniature-doses"]);
const SHOWN_EXPERIMENTS = EXPERIMENTS.map((experiment) =>
  experiment.slug === "why-in-miniature"
    ? defineExperiment(
        experiment.slug,
        experiment.studies.filter(({ ablation }) => TRAINED_HERE.has(ablation.name)),
      )
    : experiment,
);

rmSync(database, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const local = await openLocal(database, { actor: "demo", now: () => new Date() });
const { client } = local;
const holdfast = async (...words) => {
  const code = await runCommand(words, {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    cwd: root,
    env: { noColour: false },
    client,
  });
  if (code !== 0) throw new Error(`holdfast ${words.join(" ")} ended with ${code}`);
};

try {
  say("Holdfast: which intervention drove the gain, did it generalise, did it hold through RL?\n");
  say(`Registering published ablations and recording their outcomes in ${here(database)} ...`);
  for (const experiment of SHOWN_EXPERIMENTS) {
    const receipt = await experiment.record(client);
    const many = experiment.ablations.length;
    say(`  ${experiment.slug}: ${many} ablation${many === 1 ? "" : "s"}, ${receipt.added} values`);
  }
  for (const [identity, commands] of Object.entries(SHOWN)) {
    for (const command of commands) {
      say(`\n$ holdfast ${command} ${identity}\n`);
      await holdfast(command, identity);
    }
  }
  say("\nIn a sentence");
  for (const [question, identity, about] of BRIEFLY) {
    const { sentences } = await client[question](identity, { excluded: "without" });
    say(`\n$ holdfast ${question} ${identity}`);
    say(folded(sentences.find((sentence) => sentence.includes(about)) ?? sentences[0] ?? "Nothing yet."));
  }
  say("\nReports");
  for (const { ablations } of SHOWN_EXPERIMENTS) {
    for (const ablation of ablations) {
      const identity = `${ablation.name}@${ablation.version}`;
      const file = join(reports, `${identity}.html`);
      writeFileSync(file, await client.report(identity, "html"));
      say(`  ${here(file)}`);
    }
  }
  say("\nNext");
  say(`  open ${here(join(reports, "alignment-pretraining@2026.01.html"))}`);
  say(`  npx holdfast drivers tulu3-sft-mix@2024.11 --db ${here(database)}`);
  say(`  npx holdfast origin alignment-pretraining@2026.01 --db ${here(database)}`);
  say("  npx holdfast power --seeds 3 --arms 8 --effect 0.1    what a design can resolve, before a run");
  say(`  npx holdfast serve --db ${here(database)}`);
  say("  npx holdfast init    writes an ablation file to start your own from");
} finally {
  await local.close();
}
