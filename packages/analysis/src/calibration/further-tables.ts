import {
  type CalibrationTable,
  shareText,
  shareVerdict,
  shareWithError,
  tallyVerdict,
  widthText,
} from "./calibration-table.js";
import { calibrateDrivers, DRIVER_CONTRASTS, DRIVER_SCENARIOS } from "./driver-calibration.js";
import { FLOORS, isAtLeast, isAtMost, LEAST_COVERAGE } from "./gates.js";
import {
  calibrateHalfLife,
  HALF_LIFE_SCENARIOS,
  type HalfLifeCalibration,
  type HalfLifeScenario,
} from "./half-life-calibration.js";
import { calibrateMissing, MISSING_METHODS, MISSING_PATTERNS } from "./missing-cells-calibration.js";
import { calibrateMonitor, MONITOR_SCENARIOS } from "./monitor-calibration.js";
import {
  calibrateMonitorDelay,
  JUMP_SCENARIOS,
  LONGEST_DELAY,
  type StartRule,
} from "./monitor-delay-calibration.js";
import type { Share, Tally } from "./tally.js";
import { calibrateTransfer, TRANSFER_SCENARIOS } from "./transfer-calibration.js";

const FALSE_DECLINES = 0.05;

const cover = (tally: Tally | undefined) => (tally === undefined ? "-" : shareWithError(tally.coverage));

/** Runs that lack prompts. */
export function missingTable(repeats: number, seed: number): CalibrationTable {
  return {
    id: "missing-cells",
    title: "Runs that lack prompts",
    note: "Coverage where there is no effect, three runs an arm. The default takes the prompts that every run has; `crossed-reml` takes all of them; run means of what is there are wrong on purpose.",
    columns: ["what is missing", ...MISSING_METHODS, "width default", "width crossed-reml"],
    rows: MISSING_PATTERNS.map((pattern, index) => {
      const found = calibrateMissing(pattern, repeats, seed + index);
      return {
        cells: [
          pattern.name,
          ...MISSING_METHODS.map((method) => cover(found.get(method))),
          widthText(found.get("mover-wilson")?.medianWidth ?? null),
          widthText(found.get("crossed-reml")?.medianWidth ?? null),
        ],
        verdict: tallyVerdict(found.get("mover-wilson"), "gate", true),
      };
    }),
  };
}

/** A monitor that is looked at after every checkpoint. */
export function monitorTable(repeats: number, seed: number): CalibrationTable {
  const falseAlarm = 0.05;
  return {
    id: "monitor",
    title: "The monitor, looked at after every checkpoint",
    note: "Share of runs with an alarm at alpha = 5%, and the checkpoint of the middle alarm. A test repeated at every checkpoint is wrong on purpose. Where scores go together, betting on each of them is wrong too, the more so as bets begin at every checkpoint, and must not be asked for.",
    columns: [
      "scenario",
      "test repeated",
      "any",
      "median look",
      "independent",
      "median look",
      "a bound ever wrong (any)",
    ],
    rows: MONITOR_SCENARIOS.map((scenario, index) => {
      const found = calibrateMonitor(scenario, repeats, seed + index);
      const kept =
        isAtMost(found.alarms.any, falseAlarm) &&
        (scenario.blocks < scenario.prompts || isAtMost(found.alarms.independent, falseAlarm));
      const bounded = isAtMost(found.wrongBounds.any, falseAlarm);
      return {
        cells: [
          scenario.name,
          shareText(found.repeatedTest),
          shareWithError(found.alarms.any),
          String(found.medianLook.any ?? "-"),
          shareWithError(found.alarms.independent),
          String(found.medianLook.independent ?? "-"),
          shareText(found.wrongBounds.any),
        ],
        verdict: (!scenario.isNull || kept) && bounded ? "holds" : "MISSES",
      };
    }),
  };
}

/** Jumps are to be found no more than one checkpoint later than by bets that begin at the first, and sooner from the fifth. */
function isSoonEnough(at: number, { first, each }: Readonly<Record<StartRule, number | null>>): boolean {
  if (each === null) return false;
  return first === null || each <= first + (at < 5 ? 1 : 0);
}

/** How soon a jump over the limit is found. */
export function monitorDelayTable(repeats: number, seed: number): CalibrationTable {
  return {
    id: "monitor-delay",
    title: "How soon a jump over the limit is found",
    note: `Checkpoints from the jump to the middle alarm, with that of the jump, at alpha = 5% and 100 scores; - where half have none in ${LONGEST_DELAY}. Bets that begin at the first checkpoint are slow on purpose: what a long good past leaves of the bold ones is next to nothing. The monitor's bets begin at any checkpoint.`,
    columns: [
      "scenario",
      "any, from the first",
      "any, from each",
      "independent, from the first",
      "independent, from each",
    ],
    rows: JUMP_SCENARIOS.map((jump, index) => {
      const found = calibrateMonitorDelay(jump, repeats, seed + index);
      const delays = [found.any, found.independent];
      const { limit, before, after, at } = jump;
      return {
        cells: [
          `limit ${limit}, ${before} to ${after} at checkpoint ${at}`,
          ...delays.flatMap(({ first, each }) => [String(first ?? "-"), String(each ?? "-")]),
        ],
        verdict: delays.every((delay) => isSoonEnough(at, delay)) ? "holds" : "MISSES",
      };
    }),
  };
}

/** A lead that stays is not said to decline more often than one test in twenty errs. */
function halfLifeHolds(scenario: HalfLifeScenario, { tally, declines }: HalfLifeCalibration): boolean {
  const covers = isAtLeast(tally.coverage, FLOORS[scenario.runs < 3 ? "two-runs" : "gate"]);
  return covers && (Number.isFinite(scenario.halfLife) || isAtMost(declines, FALSE_DECLINES));
}

/** Half-lives of leads over the checkpoints of a stage. */
export function halfLifeTable(repeats: number, seed: number): CalibrationTable {
  return {
    id: "half-life",
    title: "Half-life of a lead over checkpoints",
    note: "Coverage of the set of half-lives that is shown; how often it is `more than so many steps`, and how often nothing is excluded; how often the lead is said to decline, which is false where nothing fades; then the coverage of each model's own set. Where nothing fades the truth is no end at all. `if all fades` is wrong where a part of the lead stays, and never the answer there.",

    columns: [
      "scenario",
      "shown",
      "median width, steps",
      "more than",
      "nothing excluded",
      "declines",
      "to a plateau",
      "if all fades",
    ],
    rows: HALF_LIFE_SCENARIOS.map((scenario, index) => {
      const found = calibrateHalfLife(scenario, repeats, seed + index);
      return {
        cells: [
          scenario.name,
          cover(found.tally),
          widthText(found.tally.medianWidth, 1),
          shareText(found.moreThan),
          shareText(found.notEstimable),
          shareWithError(found.declines),
          cover(found.byModel.get("to-plateau")),
          cover(found.byModel.get("to-zero")),
        ],
        verdict: halfLifeHolds(scenario, found) ? "holds" : "MISSES",
      };
    }),
  };
}

/** Contrasts of a factorial design. */
export function driverTable(repeats: number, seed: number): CalibrationTable {
  return {
    id: "drivers",
    title: "Drivers in a 2^3",
    note: "Coverage of contrasts over eight arms, for other prompts: the default pools the arms' variances, `welch` lets each keep its own.",
    columns: ["scenario", "contrast", "pooled", "width", "welch", "width"],
    rows: DRIVER_SCENARIOS.flatMap((scenario, index) => {
      const found = calibrateDrivers(scenario, repeats, seed + index);
      const equal = scenario.seedSd === scenario.seedSdWithA;
      return DRIVER_CONTRASTS.map(({ name }) => {
        const [pooled, welch] = [found.get(`${name}: pooled`), found.get(`${name}: welch`)];
        return {
          cells: [
            scenario.name,
            name,
            cover(pooled),
            widthText(pooled?.medianWidth ?? null),
            cover(welch),
            widthText(welch?.medianWidth ?? null),
          ],
          verdict: tallyVerdict(
            pooled,
            !equal ? "unequal" : scenario.runs < 3 ? "two-runs" : "gate",
            name.endsWith("(nothing)"),
          ),
        };
      });
    }),
  };
}

/** Gaps between evals near and far, and the transfer ratio. */
export function transferTable(repeats: number, seed: number): CalibrationTable {
  return {
    id: "transfer",
    title: "Gap between evals, and transfer ratio",
    note: "Coverage over new runs and new prompts of both evals; the same runs are measured on both.",
    columns: ["scenario", "gap", "width", "transfer ratio", "set is an interval"],
    rows: TRANSFER_SCENARIOS.map((scenario, index) => {
      const { gap, ratio, bounded } = calibrateTransfer(scenario, repeats, seed + index);
      const least = scenario.runs < 3 ? 0.91 : LEAST_COVERAGE;
      const both: readonly Share[] = [gap.coverage, ratio.coverage];
      return {
        cells: [scenario.name, cover(gap), widthText(gap.medianWidth), cover(ratio), shareText(bounded)],
        verdict: both.every((share) => shareVerdict(share, least) === "holds") ? "holds" : "MISSES",
      };
    }),
  };
}
