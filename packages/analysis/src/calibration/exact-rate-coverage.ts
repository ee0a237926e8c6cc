import { normalQuantile } from "../distributions/normal.js";
import { clopperPearson } from "../intervals/clopper-pearson.js";
import { wilson } from "../intervals/wilson.js";
import type { SimpleInterval } from "./naive-methods.js";

/** One proportion of independent trials, and the coverage of Wald, Wilson and Clopper-Pearson that was printed. */
export interface RateScenario {
  readonly n: number;
  readonly rate: number;
  readonly printed: readonly [wald: number, wilson: number, clopperPearson: number];
}

export const RATE_SCENARIOS: readonly RateScenario[] = [
  { n: 50, rate: 0.01, printed: [0.395, 0.911, 0.986] },
  { n: 100, rate: 0.01, printed: [0.633, 0.921, 0.982] },
  { n: 100, rate: 0.005, printed: [0.394, 0.91, 0.986] },
  { n: 300, rate: 0.005, printed: [0.777, 0.935, 0.982] },
  { n: 1000, rate: 0.002, printed: [0.864, 0.948, 0.984] },
];

const LEVEL = 0.95;
const Z = normalQuantile(0.975);

const wald = (rate: number, n: number): SimpleInterval => {
  const half = Z * Math.sqrt((rate * (1 - rate)) / n);
  return { lower: rate - half, upper: rate + half };
};

/** Coverage of an interval summed over every count that can occur: no simulation, no error. */
function exactCoverage({ n, rate }: RateScenario, interval: (events: number) => SimpleInterval): number {
  let mass = (1 - rate) ** n;
  let covered = 0;
  for (let events = 0; events <= n; events += 1) {
    const { lower, upper } = interval(events);
    if (lower <= rate && rate <= upper) covered += mass;
    mass *= ((n - events) / (events + 1)) * (rate / (1 - rate));
  }
  return covered;
}

/** Coverage of Wald, Wilson and Clopper-Pearson. */
export function rateCoverage(scenario: RateScenario): readonly [number, number, number] {
  const { n } = scenario;
  return [
    exactCoverage(scenario, (events) => wald(events / n, n)),
    exactCoverage(scenario, (events) => wilson(events / n, n, Z)),
    exactCoverage(scenario, (events) => clopperPearson(events, n, LEVEL)),
  ];
}
