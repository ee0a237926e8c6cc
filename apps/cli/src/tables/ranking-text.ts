import type { Ablation, Ranking } from "@holdfast/core";
import { bySection, evalHeading, momentText, unitOf } from "./contrast-text.js";
import { paragraph } from "./paragraph.js";
import { textTable } from "./text-table.js";

export interface RankingTextOptions {
  readonly columns: number;
  readonly bold: (text: string) => string;
}

/** A probability in whole percent; the ends are kept for certainty, which there is none of. */
function chanceText(probability: number | null): string {
  if (probability === null) return "-";
  const percent = Math.round(probability * 100);
  return percent <= 0 ? "<1%" : percent >= 100 ? ">99%" : `${percent}%`;
}

function levelText(ablation: Ablation, ranking: Ranking, level: number): string {
  return unitOf(ablation, ranking) === "points"
    ? `${(level * 100).toFixed(1)}%`
    : String(Number(level.toPrecision(3)));
}

interface RankedRow {
  readonly eval: string;
  readonly heading: string;
  readonly cells: readonly string[];
}

/** `arm` against each arm below it: the probability that it is the better one of the two. */
function rowsOf(ablation: Ablation, ranking: Ranking): RankedRow[] {
  const heading = `${evalHeading(ablation, ranking, ranking.condition)}: ${momentText(ranking.moment)}`;
  const between = (arm: string, other: string) =>
    ranking.pairs.reduce<number | null>((found, pair) => {
      if (pair.probabilityBetter === null) return found;
      if (pair.arm === arm && pair.other === other) return pair.probabilityBetter;
      return pair.arm === other && pair.other === arm ? 1 - pair.probabilityBetter : found;
    }, null);
  return ranking.arms.map(({ arm, runs, level, probabilityBest }, index) => {
    const next = ranking.arms[index + 1];
    return {
      eval: ranking.eval,
      heading,
      cells: [
        `  ${arm}`,
        levelText(ablation, ranking, level),
        runs === 0 ? "-" : String(runs),
        chanceText(probabilityBest),
        next === undefined ? "" : `${chanceText(between(arm, next.arm))} over ${next.arm}`,
      ],
    };
  });
}

/** Which arm may be the best on each eval, as text. */
export function rankingText(
  ablation: Ablation,
  rankings: readonly Ranking[],
  { columns, bold }: RankingTextOptions,
): string {
  if (rankings.length === 0) return "Nothing to rank: it takes two arms with two runs each on one eval.";
  const [first] = rankings;
  const table = textTable(
    [
      { heading: "arm", least: 16 },
      { heading: "level", align: "right" },
      { heading: "runs", align: "right" },
      { heading: "best?", align: "right" },
      { heading: "better than the next" },
    ],
    bySection(
      ablation,
      rankings.flatMap((ranking) => rowsOf(ablation, ranking)),
      ({ heading }) => heading,
      ({ cells }) => cells,
    ),
    columns,
    bold,
  );
  const note = `Probabilities for planning, never a test and never a verdict: ${first?.method ?? ""}. Arms with fewer than two runs are left out.`;
  const reasons = [...new Set(rankings.flatMap(({ reason }) => (reason === null ? [] : [reason])))];
  return [
    table,
    paragraph(note, columns),
    ...reasons.map((reason) => paragraph(`Missing: ${reason}.`, columns)),
  ].join("\n\n");
}
