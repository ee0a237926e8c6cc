// One process of the bench of the whole analysis: node whole-once.mjs URL IDENTITY ROUNDS. Prints, for each round, the
// milliseconds from stored outcomes to the finished document, and those of its parts. Loading is not counted.
import "@holdfast/analysis";
import { evidenceFingerprint } from "@holdfast/core";
import { openStore } from "@holdfast/store";
import { timed } from "./measure.mjs";

const { analyseAblation } = await import(
  new URL("../../packages/api/dist/verbs/analyse-ablation.js", import.meta.url)
);
const { analyse } = await import("@holdfast/analysis");
const [url, identity, rounds] = process.argv.slice(2);
const store = await openStore(url);
await store.health();
// every round computes anew, and keeps what it computed as a first request would
const uncached = {
  ...store,
  cachedAnalysis: async () => null,
};
const context = { store: uncached, now: () => new Date(0), actor: "bench" };
const whole = [];
for (let round = 0; round < Number(rounds); round += 1) {
  const { ms, value } = await timed(() => analyseAblation(context, { identity, excluded: "without" }));
  whole.push({ ms, bytes: JSON.stringify(value.analysis).length });
}
const { value: registration } = await timed(() => store.registration(identity));
const read = await timed(() => store.evidence(identity));
const fingerprint = await timed(() => evidenceFingerprint(read.value));
const analysed = await timed(() =>
  analyse(registration.ablation, read.value, { evidenceFingerprint: fingerprint.value }),
);
await store.close();
const parts = { read: read.ms, fingerprint: fingerprint.ms, analysis: analysed.ms };
process.stdout.write(`${JSON.stringify({ whole, parts })}\n`);
