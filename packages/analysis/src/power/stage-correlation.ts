import { type Eval, primaryMetric, type StagePair, stagePairs } from "@holdfast/core";
import { armMoment, momentSteps } from "../measure/arm-moment.js";
import { type EvidenceIndex, settingKey } from "../measure/evidence-index.js";

/** Fewer degrees of freedom than this say nothing about a correlation. */
const LEAST_DF = 4;

/** How two stages go together over runs, on both scales that power needs. */
export interface StageCorrelation {
  readonly correlation: number;
  readonly df: number;
}

interface Products {
  from: number;
  to: number;
  cross: number;
  df: number;
}

function addPair(products: Products, pairs: readonly (readonly [number, number])[]): void {
  if (pairs.length < 2) return;
  const mean = (side: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
  const [fromMean, toMean] = [mean(0), mean(1)];
  for (const [from, to] of pairs) {
    products.from += (from - fromMean) ** 2;
    products.to += (to - toMean) ** 2;
    products.cross += (from - fromMean) * (to - toMean);
  }
  products.df += pairs.length - 1;
}

function addStagePair(products: Products, index: EvidenceIndex, value: Eval, { from, to }: StagePair): void {
  const metric = primaryMetric(value);
  const { arms, plan } = index.ablation;
  for (const { name } of arms) {
    for (const start of index.at(name, value.id, metric.name, from)) {
      const end = index
        .at(name, value.id, metric.name, to)
        .find((other) => settingKey(other) === settingKey(start));
      if (end === undefined) continue;
      const units = ([stage, outcomes]: readonly [string, typeof end.outcomes]) =>
        armMoment(outcomes, momentSteps(stage, [outcomes], plan.lastCheckpoints), index, metric.scale).units;
      const later = new Map(units([to, end.outcomes]).map((unit) => [unit.key, unit.measured.value.rate]));
      const pairs = units([from, start.outcomes]).flatMap(({ key, measured }): [number, number][] => {
        const rate = later.get(key);
        return rate === undefined ? [] : [[measured.value.rate, rate]];
      });
      addPair(products, pairs);
    }
  }
}

/**
 * Correlation of a run's means at the two stages of the ablation's durability questions, pooled within arms and
 * over evals; null with fewer than four degrees of freedom, or where nothing varies.
 */
export function stageCorrelation(index: EvidenceIndex): StageCorrelation | null {
  const products: Products = { from: 0, to: 0, cross: 0, df: 0 };
  for (const value of index.ablation.evals)
    for (const pair of stagePairs(index.ablation)) addStagePair(products, index, value, pair);
  const { from, to, cross, df } = products;
  if (df < LEAST_DF || !(from > 0 && to > 0)) return null;
  return { correlation: Math.max(-1, Math.min(1, cross / Math.sqrt(from * to))), df };
}
