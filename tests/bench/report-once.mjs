// One process of the bench of reports: node report-once.mjs ROUNDS. Prints how long a report of 200 leads takes, from
// loading to the finished text, and the analysis before it. Nothing is drawn or computed before the first round.
import { timed } from "./measure.mjs";
import { studyAblation, studyEvidence } from "./study.mjs";

/** 7 arms against a control on 15 evals after two stages: 210 leads, 105 of them followed from SFT to RL. */
const SHAPE = { arms: 8, seeds: 3, evals: 15, checkpoints: 4, prompts: 20, epochs: 1 };

const [rounds] = process.argv.slice(2);
const ablation = studyAblation({ name: "reported", ...SHAPE });
const evidence = studyEvidence(SHAPE);
const loading = await timed(() => import("@holdfast/report"));
const { renderReport } = loading.value;
const { analyse } = await import("@holdfast/analysis");
const analysed = await timed(() => analyse(ablation, evidence, {}));
const analysis = analysed.value;
const fingerprint = analysis.ablationFingerprint;
const registration = {
  ...{ identity: analysis.ablation, fingerprint, revision: 1, retrospective: false, archived: false },
  ...{ registeredAt: new Date(0).toISOString(), ablation },
  revisions: [
    {
      ...{ revision: 1, fingerprint, author: null, reason: null, known: "nothing-run" },
      at: new Date(0).toISOString(),
    },
  ],
};
const html = [];
let text = "";
for (let round = 0; round < Number(rounds); round += 1) {
  const { ms, value } = await timed(() => renderReport({ registration, analysis }, "html"));
  if (round > 0 && value !== text) throw new Error("the same input gave other bytes");
  text = value;
  html.push(ms);
}
const others = {};
for (const format of ["markdown", "tex", "csv", "json"])
  others[format] = (await timed(() => renderReport({ registration, analysis }, format))).ms;
process.stdout.write(
  `${JSON.stringify({
    ...{ loading: loading.ms, analysed: analysed.ms, html, others, bytes: text.length },
    leads: analysis.effects.length,
    figures: text.match(/<svg/g)?.length ?? 0,
  })}\n`,
);
