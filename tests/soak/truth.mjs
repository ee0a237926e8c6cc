// What every recorder of the soak records, as a function of its number, the step, the sample and the epoch: the same in
// recorder.py, so that whatever is in the database afterwards can be compared cell by cell.
import { defineAblation } from "@holdfast/core";

export const IDENTITY = "soak@1";
export const EVAL = "honeypot@1";
export const SAMPLES = 40;
export const EPOCHS = 2;
export const METRICS = 3;

export const ablation = defineAblation({
  name: "soak",
  version: "1",
  title: "Recorders for hours",
  question: "Is everything that was acknowledged there, once and in its place?",
  baseModel: "none",
  arms: [{ name: "control" }, { name: "treated" }],
  control: "control",
  stages: [{ name: "rl" }],
  evals: [
    {
      id: EVAL,
      role: "target",
      metrics: [
        { name: "score", direction: "lower-is-better", scale: { kind: "graded", lower: 0, upper: 1 } },
      ],
    },
  ],
  seeds: 16,
});

/** The arm and seed of a recorder. */
export function placeOf(recorder) {
  return { arm: recorder % 2 === 0 ? "control" : "treated", seed: recorder >> 1 };
}

/** A score; null where the sample was run and not scored. */
export function scoreAt(recorder, step, sample, epoch) {
  const mixed = (recorder * 7919 + step * 104_729 + sample * 1301 + epoch * 17) % 1009;
  return mixed % 41 === 0 ? null : mixed / 1024;
}

/** The value of a training metric. */
export function metricAt(recorder, step, metric) {
  return ((recorder * 31 + step * 37 + metric * 41) % 4096) / 64;
}
