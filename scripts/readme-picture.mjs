// Draws the picture of the README from the registered alignment-pretraining ablation: `npm run build` first.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const from = (path) => import(new URL(`../${path}`, import.meta.url).href);
const [{ EXPERIMENTS }, { openLocal }, { durabilityFigure, standaloneSvg }] = await Promise.all([
  from("experiments/dist/registry.js"),
  from("packages/api/dist/local/index.js"),
  from("packages/report/dist/index.js"),
]);

const ARM = "filtered+aligned";
const PROMPTS = ["base", "ai"];
const shown = ({ systemPrompt }) => PROMPTS.includes(systemPrompt);

const experiment = EXPERIMENTS.find(({ slug }) => slug === "alignment-pretraining");
const [{ ablation }] = experiment.studies;
const local = await openLocal("memory://", { actor: "readme", now: () => new Date(0) });
try {
  await experiment.record(local.client);
  const analysis = await local.client.analysis(`${ablation.name}@${ablation.version}`);
  const trajectories = analysis.trajectories
    .filter(({ arm }) => arm === ARM)
    .map((trajectory) => ({
      ...trajectory,
      points: trajectory.points.filter(({ condition }) => shown(condition)),
    }));
  const durability = analysis.durability.filter(
    ({ arm, from: start, to }) => arm === ARM && shown(start.condition) && shown(to.condition),
  );
  const picture = standaloneSvg(durabilityFigure(ablation, { trajectories, durability }, { id: "readme" }));
  const file = new URL("../docs/images/durability.svg", import.meta.url);
  mkdirSync(new URL(".", file), { recursive: true });
  writeFileSync(file, `${picture.trim()}\n`);
  process.stdout.write(`${fileURLToPath(file)}\n`);
} finally {
  await local.close();
}
