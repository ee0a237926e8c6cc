import { type CalibrationTable, shareText, shareWithError, tallyVerdict } from "./calibration-table.js";
import { calibrateFloor, FLOOR_SCENARIOS } from "./floor-retention-calibration.js";
import { FLOORS, isAtLeast } from "./gates.js";
import { calibrateRetention, RATIO_METHODS, RETENTION_SCENARIOS } from "./retention-calibration.js";
import type { RetentionScenario } from "./simulated-stages.js";

const WORDS = ["amplified", "retained", "partly-retained", "lost", "inconclusive"] as const;

const nameOf = ({ lead, retained, runs }: RetentionScenario) =>
  `lead ${(lead * 100).toFixed(1)} points, R = ${retained}, S = ${runs}`;

/** Table 3.4: intervals of the retained share, and what rules of thumb and verdicts make of them. */
export function retentionTables(repeats: number, seed: number): CalibrationTable[] {
  const found = RETENTION_SCENARIOS.map((scenario, index) =>
    calibrateRetention(scenario, repeats, seed + index),
  );
  const intervals: CalibrationTable = {
    id: "retained-share",
    title: "Coverage of the retained share R (table 3.4)",
    note: "The first column is wrong on purpose, the next three are approximations that are not used. The default is Fieller's set, for other prompts and for these.",
    columns: ["scenario", ...RATIO_METHODS, "set is an interval"],
    rows: found.map(({ scenario, tallies, readings }) => ({
      cells: [
        nameOf(scenario),
        ...RATIO_METHODS.map((method) => {
          const tally = tallies.get(method);
          if (tally === undefined) return "-";
          return method === "Fieller" ? shareWithError(tally.coverage) : shareText(tally.coverage);
        }),
        shareText(readings.bounded),
      ],
      verdict: tallyVerdict(tallies.get("Fieller"), scenario.runs < 3 ? "two-runs" : "gate", false),
    })),
  };
  const readings: CalibrationTable = {
    id: "retention-readings",
    title: "What is made of a lead that is followed (table 3.4)",
    note: "`washed out`: of the leads significant at the first stage, the share that is not at the second, a rule of thumb that is wrong on purpose. `no change`: no significant difference between the stages, often read as durable. `> half`: retention of more than half is proved. Then the verdicts.",
    columns: ["scenario", "significant first", "washed out", "no change", "> half", ...WORDS],
    rows: found.map(({ scenario, readings: own }) => ({
      cells: [
        nameOf(scenario),
        ...[own.significantFrom, own.washedOut, own.noChange, own.proved].map(shareText),
        ...WORDS.map((word) => {
          const share = own.verdicts.get(word);
          return share === undefined ? "0" : shareText(share);
        }),
      ],
      verdict: "shown",
    })),
  };
  return [intervals, readings, floorTable(Math.max(1, Math.round(repeats / 2)), seed + 50)];
}

/** Retention in log odds where a rate may come out as 0. */
function floorTable(repeats: number, seed: number): CalibrationTable {
  return {
    id: "retained-share-floor",
    title: "Coverage of the retained share in log odds, near 0",
    note: "50 prompts of 10 epochs. Where every score of an arm is 0 the lead in log odds has no end on one side, and the set of shares is open there (`open`); `says something`: the set is not the whole line. No answer: both arms are at 0 at the same stage.",
    columns: ["scenario", "Fieller", "where open", "open", "no answer", "says something"],
    rows: FLOOR_SCENARIOS.map((scenario, index) => {
      const found = calibrateFloor(scenario, repeats, seed + index);
      const floor = FLOORS[scenario.runs < 3 ? "two-runs" : "gate"];
      const held = [found.coverage, found.coverageOpen].every(
        (share) => share.share === null || isAtLeast(share, floor),
      );
      return {
        cells: [
          scenario.name,
          shareWithError(found.coverage),
          shareWithError(found.coverageOpen),
          ...[found.open, found.missing, found.informative].map(shareText),
        ],
        verdict: held ? "holds" : "MISSES",
      };
    }),
  };
}
