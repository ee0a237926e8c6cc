import type { Ablation, ClusterDifference, SampleDifference, SampleDifferenceAnswer } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatCount, formatNumber } from "../format.js";
import { type Subject, subjectOf, unitFor } from "../subject.js";
import { formatSampleDifference, printBareLevel } from "../unit.js";
import { domainAround, ticksWithin } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitText } from "./fit-text.js";
import { lettering } from "./lettering.js";
import { armStyle, MUTED, RULE, SURFACE, ZERO } from "./palette.js";
import { stackDots } from "./sample-dots.js";

const WIDTH = 960;
const PLOT_LEFT = 232;
const PLOT_RIGHT = 716;
const NUMBER_RIGHT = 800;
const SAME_RIGHT = 884;
const HEAD = 34;
const FOOT = 42;
const DOT = 3;

/** Rows that an eye takes in; the table has all of them. */
export const MOST_CLUSTERS = 16;

/** A row of the figure: a cluster, or all prompts where nobody declared any. */
interface Strip {
  readonly name: string;
  readonly mean: number;
  readonly same: string;
  readonly prompts: number;
  readonly samples: readonly SampleDifference[];
}

function stripOf(cluster: ClusterDifference, samples: readonly SampleDifference[]): Strip {
  const { difference, above, below, prompts } = cluster;
  const same =
    difference === 0 ? "–" : `${formatCount(difference < 0 ? below : above)} of ${formatCount(prompts)}`;
  return { name: cluster.cluster, mean: difference, same, prompts, samples };
}

function stripsOf({ clusters, samples, prompts, shrinkage }: SampleDifferenceAnswer): Strip[] {
  if (clusters.length === 0)
    return [{ name: "all prompts", mean: shrinkage?.towards ?? 0, same: "–", prompts, samples }];
  return clusters.slice(0, MOST_CLUSTERS).map((cluster) =>
    stripOf(
      cluster,
      samples.filter((sample) => sample.cluster === cluster.cluster),
    ),
  );
}

/** One prompt in a sentence, for its dot. */
export function sampleSentence(
  subject: Subject,
  answer: Pick<SampleDifferenceAnswer, "arm" | "control" | "eval" | "metric" | "judge">,
  sample: SampleDifference,
): string {
  const unit = unitFor(subject, answer);
  const difference = formatSampleDifference(sample.difference, unit);
  const spoken = unit.difference === "" ? difference : `${difference} ${unit.difference}`;
  const { means, scores } = sample;
  return `${sample.sample}: ${answer.arm} ${printBareLevel(means.arm, unit)} of ${scores.arm}, ${answer.control} ${printBareLevel(means.control, unit)} of ${scores.control} scores, ${spoken}.`;
}

function tickText(tick: number): string {
  return `${tick > 0 ? "+" : ""}${formatNumber(tick, Number.isInteger(tick) ? 0 : Math.abs(tick) < 0.1 ? 2 : 1)}`;
}

/**
 * Each prompt as a dot at the difference of two arms, gathered by cluster; the ring is the mean over a cluster's
 * prompts. Clusters with the largest mean difference come first.
 *
 * @param options.id prefix of the ids within the drawing; unique on the page
 */
export function samplesFigure(
  ablation: Ablation,
  answer: SampleDifferenceAnswer,
  options: { readonly id: string },
): Figure {
  const subject = subjectOf(ablation);
  const unit = unitFor(subject, answer);
  const { colour, ink } = armStyle(subject, answer.arm);
  const strips = stripsOf(answer);
  const row = strips.length === 1 ? 110 : 34;
  const values = strips.flatMap(({ samples, mean }) => [
    mean,
    ...samples.map(({ difference }) => difference),
  ]);
  const domain = domainAround(values.map((value) => value * unit.factor));
  const binWidth = ((domain[1] - domain[0]) / (PLOT_RIGHT - PLOT_LEFT)) * 2 * DOT;
  const placed = strips.map((strip, at) => ({ ...strip, y: HEAD + row * (at + 0.5) }));
  const dots = placed.flatMap(({ samples, y }) =>
    stackDots(
      samples.map((sample) => ({
        value: sample.difference * unit.factor,
        title: label(sampleSentence(subject, answer, sample)),
      })),
      { reach: row / 2 - DOT - 2, binWidth, size: 2 * DOT },
    ).map(({ x, offset, title }) => ({ x, y: y + offset, title })),
  );
  const bottom = HEAD + row * strips.length + 4;
  const height = bottom + FOOT;
  const ticks = ticksWithin(domain[0], domain[1], 6);
  const meanText = (mean: number) => formatSampleDifference(mean, unit);
  const axis = `${answer.arm} minus ${answer.control}${unit.difference === "" ? "" : `, ${unit.difference}`}`;
  const drawn = panel(0, 0, {
    ...{ width: WIDTH, height, margin: 0 },
    x: { domain: [...domain], range: [PLOT_LEFT, PLOT_RIGHT], axis: null },
    y: { domain: [0, height], range: [0, height], axis: null },
    marks: [
      Plot.ruleY([HEAD - 4, ...placed.map(({ y }) => y + row / 2)], {
        x1: { value: () => 0, scale: null },
        x2: { value: () => WIDTH, scale: null },
        stroke: RULE,
      }),
      Plot.ruleX(
        ticks.filter((tick) => tick !== 0),
        { y1: HEAD - 4, y2: bottom, stroke: RULE },
      ),
      Plot.ruleX([0], { y1: HEAD - 4, y2: bottom, stroke: ZERO, strokeWidth: 1.5 }),
      Plot.text(ticks, {
        ...{ x: (tick: number) => tick, y: () => bottom + 13, text: tickText, fill: MUTED },
      }),
      Plot.dot(dots, { x: "x", y: "y", r: DOT, fill: colour, fillOpacity: 0.55, title: "title" }),
      Plot.dot(placed, {
        ...{ x: ({ mean }: Strip) => mean * unit.factor, y: "y", r: 6 },
        ...{ fill: SURFACE, fillOpacity: 0.85, stroke: colour, strokeWidth: 2.25 },
        title: ({ name, mean, prompts }: Strip) =>
          label(
            `${name}: ${meanText(mean)} ${unit.difference} on average over ${formatCount(prompts)} prompts.`,
          ),
      }),
      lettering([{ x: 0, y: 16, text: answer.clusters.length === 0 ? "" : "cluster", fill: MUTED }], "start"),
      lettering(
        [
          {
            ...{ x: (PLOT_LEFT + PLOT_RIGHT) / 2, y: bottom + 31, fill: MUTED },
            text: fitText(label(axis), PLOT_RIGHT - PLOT_LEFT),
          },
        ],
        "middle",
      ),
      Plot.text([0], {
        ...{ x: 0, y: () => 16, text: () => "no difference", fill: MUTED },
      }),
      lettering(
        [
          { x: NUMBER_RIGHT, y: 16, text: "mean", fill: MUTED },
          { x: SAME_RIGHT, y: 16, text: "same way", fill: MUTED },
          { x: WIDTH, y: 16, text: "prompts", fill: MUTED },
        ],
        "end",
      ),
      lettering(
        placed.map(({ name, y }) => ({ x: 0, y, text: fitText(label(name), PLOT_LEFT - 16) })),
        "start",
      ),
      lettering(
        placed.map(({ mean, y }) => ({ x: NUMBER_RIGHT, y, text: meanText(mean), fill: ink })),
        "end",
        { fontWeight: 700 },
      ),
      lettering(
        placed.flatMap(({ same, prompts, y }) => [
          { x: SAME_RIGHT, y, text: same, fill: MUTED },
          { x: WIDTH, y, text: formatCount(prompts), fill: MUTED },
        ]),
        "end",
      ),
    ],
  });
  const title = `Prompts on which ${answer.arm} and ${answer.control} differ`;
  return compose(options.id, title, { width: WIDTH, height }, [drawn]);
}
