import type { Ablation, SampleDifference, SampleDifferenceAnswer } from "@holdfast/core";
import { unitOf } from "./contrast-text.js";
import { countText, signed, type Unit } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { sentenceLines } from "./sentence-lines.js";
import { type Row, textTable } from "./text-table.js";

export interface SamplesTextOptions {
  readonly columns: number;
  readonly bold: (text: string) => string;
}

/** Clusters and logs that a terminal shows; `--json` gives all of them. */
const MOST = 12;

function levelText(level: number, unit: Unit): string {
  return unit === "points" ? `${(level * 100).toFixed(1)}%` : String(Number(level.toPrecision(3)));
}

function rowOf(
  { sample, cluster, means, difference, shrunken, scores }: SampleDifference,
  unit: Unit,
): string[] {
  return [
    sample,
    cluster === sample ? "" : cluster,
    levelText(means.arm, unit),
    levelText(means.control, unit),
    signed(difference, unit),
    signed(shrunken, unit),
    `${countText(scores.arm)} v ${countText(scores.control)}`,
  ];
}

function clusterRows({ clusters }: SampleDifferenceAnswer, unit: Unit): Row[] {
  return clusters
    .slice(0, MOST)
    .map(({ cluster, prompts, means, difference, above, below }) => [
      cluster,
      countText(prompts),
      levelText(means.arm, unit),
      levelText(means.control, unit),
      signed(difference, unit),
      difference === 0 ? "-" : `${countText(difference < 0 ? below : above)} of ${countText(prompts)}`,
    ]);
}

function logLines({ outcomes }: SampleDifferenceAnswer, columns: number): string {
  const logs = [...new Set(outcomes.flatMap(({ source }) => (source === null ? [] : [source.uri])))];
  if (logs.length === 0) return "";
  const more = logs.length > MOST ? [`  and ${countText(logs.length - MOST)} more, with --json`] : [];
  return [
    paragraph("Logs behind these prompts; `inspect view --log-dir FOLDER` opens those of Inspect:", columns),
    ...logs.slice(0, MOST).map((log) => `  ${log}`),
    ...more,
  ].join("\n");
}

/** The prompts on which two arms differ most as text: sentences, clusters, prompts, and the logs behind them. */
export function samplesText(
  ablation: Ablation,
  answer: SampleDifferenceAnswer,
  { columns, bold }: SamplesTextOptions,
): string {
  const sentences = sentenceLines(answer.sentences, columns);
  if (answer.prompts === 0) return sentences;
  const unit = unitOf(ablation, answer);
  const numbers = ["prompts", answer.arm, answer.control, "difference", "same way"];
  const clusters = textTable(
    [{ heading: "cluster", least: 12 }, ...numbers.map((heading) => ({ heading, align: "right" as const }))],
    clusterRows(answer, unit),
    columns,
    bold,
  );
  const prompts = textTable(
    [
      { heading: "prompt", least: 12 },
      { heading: "cluster", least: 8 },
      ...[answer.arm, answer.control, "difference", "after chance", "scores"].map((heading) => ({
        heading,
        align: "right" as const,
      })),
    ],
    answer.samples.map((sample) => rowOf(sample, unit)),
    columns,
    bold,
  );
  return [
    sentences,
    ...(answer.clusters.length === 0 ? [] : [clusters]),
    prompts,
    ...(answer.next === null
      ? []
      : [`${countText(answer.prompts)} prompts in all; --limit shows more of them.`]),
    logLines(answer, columns),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
