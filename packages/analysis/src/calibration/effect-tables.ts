import {
  type CalibrationTable,
  floorText,
  shareText,
  shareWithError,
  tallyVerdict,
  widthText,
} from "./calibration-table.js";
import {
  calibrateEffect,
  type EffectCalibration,
  type EffectMethod,
  NAIVE_METHODS,
  OUR_METHODS,
} from "./effect-calibration.js";
import { EFFECT_SCENARIOS } from "./effect-scenarios.js";
import type { Tally } from "./tally.js";

const DEFAULT: EffectMethod = "mover-wilson";
const METHODS: readonly EffectMethod[] = [...NAIVE_METHODS, ...OUR_METHODS];

function isNull({ scenario }: EffectCalibration): boolean {
  return scenario.name.startsWith("null");
}

const text = (tally: Tally | undefined, of: (tally: Tally) => string) =>
  tally === undefined ? "-" : of(tally);

/** Tables 3.2 (false findings) and 3.3, 3.3b, 3.3c (coverage and width), from one simulation of every scenario. */
export function effectTables(repeats: number, seed: number): CalibrationTable[] {
  const found = EFFECT_SCENARIOS.map((scenario, index) =>
    calibrateEffect(scenario, repeats, seed + index, new Set(METHODS)),
  );
  const rejections: CalibrationTable = {
    id: "false-findings",
    title: "False findings where there is no effect (tables 3.2, 3.3b, 3.3c)",
    note: "Share of repeats whose interval excludes 0. The first six columns are wrong on purpose.",
    columns: ["scenario", ...METHODS.filter((method) => !method.endsWith("these prompts"))],
    rows: found.filter(isNull).map((one) => ({
      cells: [
        one.scenario.name,
        ...METHODS.filter((method) => !method.endsWith("these prompts")).map((method) =>
          text(one.tallies.get(method), ({ rejectsZero }) => shareText(rejectsZero)),
        ),
      ],
      verdict: tallyVerdict(one.tallies.get(DEFAULT), one.scenario.standard, true),
    })),
  };
  const coverage: CalibrationTable = {
    id: "coverage",
    title: "Coverage of nominal 95% intervals (tables 3.3, 3.3b, 3.3c)",
    note: "The last two columns are the default for both targets, with its Monte-Carlo error and its median width in points. Floor: the least coverage it is held to, give or take two errors.",
    columns: [
      "scenario",
      "tables",
      ...METHODS.filter((method) => !method.startsWith("mover-wilson")),
      "**mover-wilson**",
      "width",
      "these prompts",
      "floor",
    ],
    rows: found.map((one) => ({
      cells: [
        one.scenario.name,
        one.scenario.tables,
        ...METHODS.filter((method) => !method.startsWith("mover-wilson")).map((method) =>
          text(one.tallies.get(method), (tally) => shareText(tally.coverage)),
        ),
        text(one.tallies.get(DEFAULT), (tally) => shareWithError(tally.coverage)),
        text(one.tallies.get(DEFAULT), (tally) => widthText(tally.medianWidth)),
        text(one.tallies.get("mover-wilson, these prompts"), (tally) => shareText(tally.coverage)),
        floorText(one.scenario.standard),
      ],
      verdict: tallyVerdict(one.tallies.get(DEFAULT), one.scenario.standard, isNull(one)),
    })),
  };
  return [rejections, coverage];
}
