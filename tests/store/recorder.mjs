// Records batch after batch, and says which ones were acknowledged, until it is killed.
// Arguments: target, identity of a registered ablation, number of the first batch.
import { OutcomeLineSchema, outcomesOf } from "@holdfast/core";
import { openStore } from "@holdfast/store";

const [target = "", identity = "", first = "0"] = process.argv.slice(2);
const store = await openStore(target);
const actor = { name: "recorder", at: new Date("2026-03-01T00:00:00Z") };
process.stdout.write("open\n");
for (let batch = Number(first); ; batch += 1) {
  const outcomes = [1, 2, 3].flatMap((seed) =>
    outcomesOf(
      OutcomeLineSchema.parse({
        ...{ arm: "treated", seed, stage: "rl", step: batch, eval: "honeypot@1" },
        samples: {
          // two samples of each batch are new, so that the dictionary grows too
          id: Array.from({ length: 40 }, (_, index) => `s${index < 38 ? index : batch * 2 + index}`),
          score: Array.from({ length: 40 }, (_, index) => ((index + batch + seed) % 3 === 0 ? 1 : 0)),
        },
      }),
    ),
  );
  await store.record(identity, outcomes, actor);
  process.stdout.write(`ack ${batch}\n`);
}
