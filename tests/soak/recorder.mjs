// Recorders of the soak over the TypeScript client, several in this process: each sends the parts of one outcome after
// the other, shuffled, some of them twice, and again until they are acknowledged, whatever becomes of the server.
// Arguments: the address, the first recorder and how many. Stops with its input, after the step that it is at.
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@holdfast/api/client";
import { EPOCHS, EVAL, IDENTITY, METRICS, metricAt, placeOf, SAMPLES, scoreAt } from "./truth.mjs";

const [url, first, count] = process.argv.slice(2);
const RESTS = new Set(["conflict", "drift", "invalid-input", "unknown-name", "not-found"]);
const PAUSE_MS = 100;
let isStopping = false;
process.stdin.on("end", () => {
  isStopping = true;
});
process.stdin.resume();

/** Cells in any order, cut anywhere, and some of the parts once more. */
function partsOf(recorder, step) {
  const cells = Array.from({ length: SAMPLES * EPOCHS }, (_, index) => index);
  for (let last = cells.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [cells[last], cells[other]] = [cells[other], cells[last]];
  }
  const parts = [];
  while (cells.length > 0) parts.push(cells.splice(0, 5 + Math.floor(Math.random() * 40)));
  const again = parts.filter(() => Math.random() < 0.25);
  return [...parts, ...again].map((part) => ({
    ...placeOf(recorder),
    ...{ stage: "rl", step, eval: EVAL },
    samples: {
      id: part.map((cell) => `s${cell >> 1}`),
      epoch: part.map((cell) => cell % EPOCHS),
      score: part.map((cell) => scoreAt(recorder, step, cell >> 1, cell % EPOCHS)),
    },
  }));
}

async function record(recorder) {
  const client = createClient(url, { actor: `recorder ${recorder}` });
  const sent = { step: 0, acknowledged: 0, retries: 0 };
  const untilAcknowledged = async (send) => {
    for (;;) {
      try {
        await send();
        sent.acknowledged += 1;
        return;
      } catch (error) {
        if (RESTS.has(error.code)) throw error;
        sent.retries += 1;
        await sleep(50 + Math.random() * 500);
      }
    }
  };
  while (!isStopping) {
    const { step } = sent;
    const parts = partsOf(recorder, step);
    const metrics = Array.from({ length: METRICS }, (_, metric) => ({
      ...placeOf(recorder),
      ...{ stage: "rl", step, key: `train/m${metric}`, value: metricAt(recorder, step, metric) },
    }));
    await Promise.all([
      ...parts.map((part) => untilAcknowledged(() => client.recordLines(IDENTITY, [part]))),
      ...metrics.map((point) => untilAcknowledged(() => client.recordMetrics(IDENTITY, [point]))),
    ]);
    sent.step += 1;
    await sleep(PAUSE_MS * (0.5 + Math.random()));
  }
  return { recorder, ...sent };
}

const recorders = Array.from({ length: Number(count) }, (_, index) => record(Number(first) + index));
process.stdout.write(`${JSON.stringify(await Promise.all(recorders))}\n`);
