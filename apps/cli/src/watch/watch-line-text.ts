import { type Ablation, DEFAULT_JUDGE, formatCondition, type WatchLine } from "@holdfast/core";
import { unitOf } from "../tables/contrast-text.js";
import { countText } from "../tables/number-text.js";
import { sentenceLines } from "../tables/sentence-lines.js";

export interface WatchTextOptions {
  readonly columns: number;
  readonly bold: (text: string) => string;
}

type Checkpoint = Extract<WatchLine, { kind: "checkpoint" }>;

function stepText(step: number | null): string {
  return step === null ? "end" : `step ${countText(step)}`;
}

function evidenceText(evidence: number): string {
  return evidence >= 1e6 ? ">1e6" : String(Number(evidence.toPrecision(3)));
}

function checkpointText(ablation: Ablation, line: Checkpoint): string {
  const metric = ablation.evals.find(({ id }) => id === line.eval)?.metrics[0]?.name ?? "";
  const isRate = unitOf(ablation, { eval: line.eval, metric }) === "points";
  const level = (value: number) =>
    isRate ? `${(value * 100).toFixed(1)}%` : String(Number(value.toPrecision(3)));
  const { highestAtLeast: least, lowestAtMost: most } = line;
  const bound =
    least === null || most === null
      ? ""
      : line.bad === "above"
        ? `some step at least ${level(least)}`
        : `some step at most ${level(most)}`;
  const unusual = [
    ...(line.judge === DEFAULT_JUDGE ? [] : [line.judge]),
    ...(Object.keys(line.condition).length === 0 ? [] : [formatCondition(line.condition)]),
  ];
  return [
    line.run,
    line.eval,
    ...unusual,
    stepText(line.step),
    line.scores === null ? level(line.rate) : `${level(line.rate)} of ${countText(line.scores)}`,
    `evidence ${evidenceText(line.evidence)}`,
    ...(bound === "" ? [] : [bound]),
    ...(line.trial === 1 ? [] : [`trial ${line.trial}`]),
    ...(line.isAlarm ? ["ALARM"] : []),
  ].join("  ");
}

/** One line of a watch as text for people. */
export function watchLineText(ablation: Ablation, line: WatchLine, options: WatchTextOptions): string {
  switch (line.kind) {
    case "watching":
      return sentenceLines([line.sentence], options.columns);
    case "checkpoint": {
      const text = checkpointText(ablation, line);
      return line.isAlarm ? options.bold(text) : text;
    }
    case "intervention": {
      const effect =
        line.answers === null
          ? "the evidence goes on"
          : `it answers the alarm at step ${countText(line.answers)}, and a new trial begins`;
      return `${line.run}  step ${countText(line.step)}  CHANGED: ${line.change} (${effect})`;
    }
    case "alarm":
      return options.bold(sentenceLines(line.sentences, options.columns));
  }
}
