import type { MonitorAnswer, MonitorRow, WatchLine } from "@holdfast/core";

/** Picks out of each answer what was not said before. */
export interface WatchNews {
  readonly linesOf: (answer: MonitorAnswer) => WatchLine[];
}

function orderOf(step: number | null): number {
  return step ?? Number.POSITIVE_INFINITY;
}

/** The checkpoints and interventions of a run in the order of their steps: a checkpoint at the step of an intervention was before it. */
function trajectory(row: MonitorRow): WatchLine[] {
  const { run, eval: evalId, condition, judge, points, interventions, answered } = row;
  const last = points.length - 1;
  // one alarm is answered by the first intervention after it, and by no other
  const answers = new Map(answered.map(({ step, answeredAt }) => [answeredAt, step]));
  const isAfter = (step: number | null, answer: number) => orderOf(step) > answer;
  const checkpoints = points.map((point, index): [number, WatchLine] => [
    orderOf(point.step),
    {
      kind: "checkpoint",
      ...{ run, eval: evalId, condition, judge, ...point, bad: row.bad },
      trial: 1 + answered.filter(({ answeredAt }) => isAfter(point.step, answeredAt)).length,
      highestAtLeast: index === last ? row.highestAtLeast : null,
      lowestAtMost: index === last ? row.lowestAtMost : null,
      isAlarm: row.alarm?.step === point.step || answered.some(({ step }) => step === point.step),
    },
  ]);
  const changes = interventions.map(({ step, change }): [number, WatchLine] => {
    const alarm = answers.get(step) ?? null;
    answers.delete(step);
    return [step, { kind: "intervention", run, step, change, answers: alarm }];
  });
  // sorting is stable, so that checkpoints stay before what was done at their step
  return [...checkpoints, ...changes].sort(([a], [b]) => a - b).map(([, line]) => line);
}

function keyOf(line: WatchLine): string {
  switch (line.kind) {
    case "watching":
      return JSON.stringify([line.kind, line.guarantee]);
    case "checkpoint":
      // a correction says another rate, and is said
      return JSON.stringify([
        line.kind,
        line.run,
        line.eval,
        line.condition,
        line.judge,
        line.step,
        line.rate,
      ]);
    case "intervention":
      return JSON.stringify([line.kind, line.run, line.step, line.change]);
    case "alarm":
      return JSON.stringify([line.kind, line.run, line.eval, line.condition, line.judge, line.trial]);
  }
}

/** Says everything once: an alarm once for each trial of a run. */
export function watchNews(): WatchNews {
  const said = new Set<string>();
  return {
    linesOf({ ablation, guarantee, rows, sentences }) {
      const [, promise = "", ...about] = sentences;
      const lines = rows.flatMap((row, index): WatchLine[] => {
        const { run, eval: evalId, condition, judge, alarm, trial } = row;
        const raised: WatchLine[] =
          alarm === null
            ? []
            : [
                {
                  kind: "alarm",
                  ...{ ablation, run, eval: evalId, condition, judge, trial, step: alarm.step },
                  sentences: [about[index] ?? "", promise],
                },
              ];
        return [...trajectory(row), ...raised];
      });
      const all: WatchLine[] = [{ kind: "watching", ablation, guarantee, sentence: promise }, ...lines];
      return all.filter((line) => {
        const key = keyOf(line);
        return !said.has(key) && said.add(key);
      });
    },
  };
}
