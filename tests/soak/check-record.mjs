import { openStore } from "@holdfast/store";
import { EPOCHS, EVAL, IDENTITY, METRICS, metricAt, placeOf, SAMPLES, scoreAt } from "./truth.mjs";

/** What an outcome holds of a sample and epoch; null where it was not scored. Its counts say how many cells there are. */
function cellsOf({ evidence }, rows) {
  if (evidence.level !== "samples") return { count: 0, at: () => undefined };
  const { epochs, score, scored, unscored } = evidence;
  return {
    count: scored + unscored,
    at: (sample, epoch) => {
      const value = score[rows.get(sample) * epochs + epoch];
      return Number.isNaN(value) ? null : value;
    },
  };
}

async function everyMetric(store, run) {
  const found = [];
  for (let after; ; ) {
    const page = await store.metrics(IDENTITY, { run, limit: 10_000, after });
    found.push(...page.metrics);
    if (page.next === null) return found;
    after = page.next;
  }
}

/**
 * Compares every cell and every point that the database holds with what the recorders say was acknowledged.
 *
 * @param recorders `{ recorder, step }`: the steps before `step` were acknowledged
 * @returns what is lost, wrong, doubled or nobody's, by what it is, and how much was compared
 */
export async function checkRecord(database, recorders) {
  const store = await openStore(database);
  const faults = [];
  let [cells, points] = [0, 0];
  try {
    const { outcomes, samples } = await store.evidence(IDENTITY);
    const rows = new Map(samples[EVAL].sample.map((sample, row) => [sample, row]));
    const byPlace = new Map();
    for (const outcome of outcomes) {
      const place = `${outcome.run} ${outcome.step}`;
      if (byPlace.has(place) || outcome.revision !== 1) faults.push(`doubled: ${place}`);
      byPlace.set(place, outcome);
    }
    for (const { recorder, step: steps } of recorders) {
      const { arm, seed } = placeOf(recorder);
      const run = `${arm}/${seed}/0`;
      for (let step = 0; step < steps; step += 1) {
        const outcome = byPlace.get(`${run} ${step}`);
        byPlace.delete(`${run} ${step}`);
        if (outcome === undefined) {
          faults.push(`lost: ${run} at ${step}`);
          continue;
        }
        const found = cellsOf(outcome, rows);
        if (found.count !== SAMPLES * EPOCHS) faults.push(`${found.count} cells: ${run} at ${step}`);
        for (let sample = 0; sample < SAMPLES; sample += 1)
          for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
            cells += 1;
            const given = scoreAt(recorder, step, sample, epoch);
            if (found.at(`s${sample}`, epoch) !== given)
              faults.push(`wrong: ${run} at ${step}, sample ${sample}, epoch ${epoch}`);
          }
      }
      const measured = await everyMetric(store, run);
      const named = new Map(measured.map(({ key, step, value }) => [`${key} ${step}`, value]));
      if (named.size !== measured.length) faults.push(`points doubled: ${run}`);
      if (measured.length !== steps * METRICS) faults.push(`${measured.length} points: ${run}`);
      for (let step = 0; step < steps; step += 1)
        for (let metric = 0; metric < METRICS; metric += 1) {
          points += 1;
          if (named.get(`train/m${metric} ${step}`) !== metricAt(recorder, step, metric))
            faults.push(`wrong point: ${run} at ${step}`);
        }
    }
    for (const place of byPlace.keys()) faults.push(`nobody's: ${place}`);
    return { outcomes: outcomes.length, cells, points, faults };
  } finally {
    await store.close();
  }
}
