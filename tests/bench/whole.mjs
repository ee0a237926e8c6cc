import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStore } from "@holdfast/store";
import { median, timed, verdict } from "./measure.mjs";
import { startPeer } from "./peer.mjs";
import { inTurn } from "./resampling.mjs";
import { recordStudy, scoresOf, studyAblation, studyEvidence, WHOLE } from "./study.mjs";

const actor = { name: "bench", at: new Date(0) };
const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const built = (file) => import(new URL(`../../packages/analysis/dist/${file}`, import.meta.url));
const hasTaskset = () => spawnSync("taskset", ["--version"], { stdio: "ignore" }).status === 0;

/** The shape of the goals, or a tenth of it: the same design with one epoch. */
export const shapeOf = (full) => (full ? WHOLE : { ...WHOLE, epochs: 1 });

/** From stored outcomes to the finished analysis, in a process that is held to one core where taskset is there. */
export async function benchWhole({ url, full, rounds, log }) {
  const shape = shapeOf(full);
  const scores = `${scoresOf(shape) / 1e6}M scores`;
  const store = await openStore(url);
  try {
    await store.register(studyAblation({ name: "whole", ...shape }), actor, { retrospective: false });
    const { ms } = await timed(() => recordStudy(store, "whole@1", shape, actor));
    log(`recorded ${scores} in ${(ms / 1000).toFixed(1)} s`);
  } finally {
    await store.close();
  }
  const pinned = hasTaskset() ? ["taskset", "-c", "0"] : [];
  const [command, ...args] = [
    ...pinned,
    process.execPath,
    here("./whole-once.mjs"),
    url,
    "whole@1",
    String(rounds + 1),
  ];
  const child = spawnSync(command, args, { encoding: "utf8" });
  if (child.status !== 0) throw new Error(`whole-once.mjs ended with ${child.status}: ${child.stderr}`);
  const { whole, parts } = JSON.parse(child.stdout.trim().split("\n").at(-1));
  const [first, ...later] = whole.map((round) => round.ms);
  const said = Object.entries(parts).map(([part, own]) => `${part} ${own.toFixed(0)} ms`);
  const detail = [
    `${scores}, ${pinned.length > 0 ? "one core" : "all cores"}`,
    `first in its process ${(first / 1000).toFixed(2)} s, least ${(Math.min(...later) / 1000).toFixed(2)} s`,
    ...said,
    `${(whole[0].bytes / 1e6).toFixed(1)} MB`,
  ];
  return [
    verdict("whole analysis from PostgreSQL, seconds", median(later) / 1000, 1, "at most", detail.join(", ")),
  ];
}

function cellsOf(leads, index, contrastAt, settingsOf) {
  const lines = ["contrast,side,run,prompt,y"];
  for (const [number, lead] of leads.entries()) {
    for (const setting of settingsOf(index, lead, lead.stage)) {
      const { arm, control } = contrastAt(index, lead, lead.stage, setting);
      for (const [side, { units }] of Object.entries({ arm, control })) {
        for (const { key, measured } of units) {
          measured.row.cells.forEach((cell, prompt) => {
            if (!Number.isNaN(cell)) lines.push(`c${number},${side},${key},p${prompt},${cell}`);
          });
        }
      }
    }
  }
  return lines.join("\n");
}

async function againstR({ name, shape, missing, method, rounds, log, folder }) {
  const [
    { indexEvidence },
    { planContrasts },
    { leadEffects },
    { contrastAt, settingsOf },
    { chosenEstimator },
  ] = await Promise.all(
    [
      "measure/evidence-index.js",
      "plan-contrasts.js",
      "findings/lead-effects.js",
      "findings/contrast.js",
      "estimators/registry.js",
    ].map(built),
  );
  const ablation = studyAblation({ name: "contrasts", ...shape });
  const evidence = studyEvidence(shape, { missing });
  const plan = planContrasts(ablation);
  const chosen = method === undefined ? undefined : chosenEstimator(method);
  const leadsOf = () => leadEffects(indexEvidence(ablation, evidence, false, []), plan.leads, chosen);
  const file = join(folder, `${name}.csv`);
  writeFileSync(
    file,
    cellsOf(plan.leads, indexEvidence(ablation, evidence, false, []), contrastAt, settingsOf),
  );
  const peer = await startPeer("Rscript", [here("./contrasts.R"), file], {
    log,
    name: "R with lme4 and emmeans",
  });
  if (peer === undefined) return undefined;
  try {
    const theirs = new Map(
      (await peer.results()).split(";").map((line) => {
        const [contrast, ...values] = line.split(",");
        return [contrast.trim(), values.map(Number)];
      }),
    );
    let [worst, compared, singular] = [0, 0, 0];
    leadsOf().forEach(({ findings }, number) => {
      const [estimate, standardError, isSingular] = theirs.get(`c${number}`);
      const own = findings.find(({ target, scale }) => target === "prompt-general" && scale === "difference");
      if (isSingular === 1) singular += 1;
      if (isSingular === 1 || own?.status !== "estimated") return;
      compared += 1;
      worst = Math.max(
        worst,
        Math.abs(own.estimate - estimate) / standardError,
        Math.abs(own.standardError / standardError - 1),
      );
    });
    const { holdfast, r } = await inTurn(
      { holdfast: async () => (await timed(leadsOf)).ms, r: peer.run },
      rounds,
    );
    const detail = `${plan.leads.length} contrasts in ${holdfast.ms.toFixed(0)} ms against ${(r.ms / 1000).toFixed(1)} s; ${compared} agree to ${worst.toExponential(0)}, ${singular} have a component at 0`;
    return { ratio: r.ms / holdfast.ms, worst, detail };
  } finally {
    await peer.close();
  }
}

/** The leads of the study against lme4 and emmeans: balanced by the default, and with missing cells by REML on both sides. */
export async function benchContrasts({ full, log }) {
  const shape = { ...shapeOf(full), evals: full ? 10 : 1 };
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
  try {
    const shared = { shape, rounds: 1, log, folder };
    const balanced = await againstR({ ...shared, name: "balanced", missing: 0 });
    if (balanced === undefined) return [];
    const holes = { ...shared, name: "holes", missing: 0.05 };
    const crossed = await againstR({ ...holes, method: "crossed-reml" });
    const intersection = await againstR(holes);
    log(
      `missing cells, default on shared prompts against R on all: ${intersection.ratio.toFixed(0)}x, ${intersection.detail}`,
    );
    return [
      verdict("leads / lme4 + emmeans, balanced, speed", balanced.ratio, 50, "at least", balanced.detail),
      verdict("the same, largest difference in standard errors", balanced.worst, 1e-6, "at most", "balanced"),
      verdict(
        "leads by crossed-reml / lme4 + emmeans, 5% of cells missing, speed",
        crossed.ratio,
        1,
        "at least",
        crossed.detail,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
