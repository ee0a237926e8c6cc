import { describe, expect, it } from "vitest";
import { type SeededRandom, seededRandom } from "../seeded-random.js";
import { expectEstimated } from "../testing/matrices.js";
import { fieller } from "./fieller.js";
import { leadPValue } from "./retention.js";
import { type RunStages, runLeads } from "./run-leads.js";
import { verdictOf } from "./verdict.js";

const REPEATS = 2000;
const RUN_SD = 0.044;
const STAGE_CORRELATION = 0.7;
const THRESHOLDS = { lower: 0.5, upper: 0.8 };

function runs(random: SeededRandom, count: number, from: number, to: number): RunStages {
  const start = new Float64Array(count);
  const end = new Float64Array(count);
  for (let run = 0; run < count; run += 1) {
    const shared = random.normal();
    const own = random.normal();
    start[run] = from + RUN_SD * shared;
    end[run] = to + RUN_SD * (STAGE_CORRELATION * shared + Math.sqrt(1 - STAGE_CORRELATION ** 2) * own);
  }
  return { from: start, to: end };
}

interface Scenario {
  readonly name: string;
  readonly lead: number;
  readonly retained: number;
  readonly runs: number;
}

function simulate({ lead, retained, runs: count }: Scenario) {
  const random = seededRandom(20260508);
  const words = new Map<string, number>();
  let covered = 0;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const leads = expectEstimated(
      runLeads(
        runs(random, count, 0.4 + lead, 0.3 + retained * lead),
        runs(random, count, 0.4, 0.3),
        THRESHOLDS,
      ),
    );
    const { kind, lower, upper } = expectEstimated(fieller(leads, 0.95)).set;
    const inside =
      kind === "unbounded" ||
      (kind === "interval" && (lower ?? 0) <= retained && retained <= (upper ?? 0)) ||
      (kind === "exclusive" && (retained <= (lower ?? 0) || retained >= (upper ?? 0))) ||
      (kind === "half-line" && retained >= (lower ?? retained) && retained <= (upper ?? retained));
    if (inside) covered += 1;
    const leadProved = leads.from < 0 && (leadPValue(leads) ?? 1) <= 0.05;
    const { word } = verdictOf(leads, { better: -1, ...THRESHOLDS, level: 0.95, leadProved });
    words.set(word ?? "none", (words.get(word ?? "none") ?? 0) + 1);
  }
  return { coverage: covered / REPEATS, share: (word: string) => (words.get(word) ?? 0) / REPEATS };
}

describe("durability over simulated runs", () => {
  it.each<Scenario>([
    { name: "a large lead, half of it kept", lead: -0.27, retained: 0.5, runs: 3 },
    { name: "a large lead, all of it kept", lead: -0.27, retained: 1, runs: 3 },
    { name: "a weak lead, all of it kept", lead: -0.096, retained: 1, runs: 3 },
    { name: "a large lead, all of it gone", lead: -0.27, retained: 0, runs: 5 },
  ])("$name: the set covers, and wrong words are rare", (scenario) => {
    const found = simulate(scenario);
    const slack = 3 * Math.sqrt((0.95 * 0.05) / REPEATS);
    expect(found.coverage).toBeGreaterThan(0.95 - slack);
    expect(found.coverage).toBeLessThan(0.985);
    if (scenario.retained === 1)
      expect(found.share("partly-retained") + found.share("lost")).toBeLessThan(0.025 + slack);
    if (scenario.retained === 0) expect(found.share("retained") + found.share("amplified")).toBe(0);
    if (scenario.retained === 0.5)
      expect(found.share("retained") + found.share("amplified") + found.share("lost")).toBeLessThan(
        0.05 + slack,
      );
  });
});
