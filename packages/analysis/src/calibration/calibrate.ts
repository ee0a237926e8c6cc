import { alternativeTable, mixedModelTable, pairedTable } from "./alternative-tables.js";
import type { CalibrationTable } from "./calibration-table.js";
import { claimTables } from "./claim-tables.js";
import { effectTables } from "./effect-tables.js";
import {
  driverTable,
  halfLifeTable,
  missingTable,
  monitorDelayTable,
  monitorTable,
  transferTable,
} from "./further-tables.js";
import { retentionTables } from "./retention-tables.js";

/** What is simulated, and how often. */
export interface CalibrationSettings {
  /** Repeats of each scenario of effects; the others take a share of it that costs about as much. */
  readonly repeats: number;
  readonly seed: number;
  /** Ids of the parts that are wanted; all of them without it. */
  readonly only?: readonly string[];
  /** Told of each part before it begins. */
  readonly onPart?: (part: string, repeats: number) => void;
}

/** One part of the calibration and the share of the repeats that it takes. */
interface CalibrationPart {
  readonly id: string;
  readonly share: number;
  readonly tables: (repeats: number, seed: number) => readonly CalibrationTable[];
}

const PARTS: readonly CalibrationPart[] = [
  { id: "effects", share: 1, tables: effectTables },
  {
    id: "alternatives",
    share: 0.5,
    tables: (repeats, seed) => [alternativeTable(repeats, seed), pairedTable(repeats, seed)],
  },
  { id: "mixed-model", share: 0.05, tables: (repeats, seed) => [mixedModelTable(repeats, seed)] },
  { id: "retention", share: 1, tables: retentionTables },
  { id: "missing", share: 0.5, tables: (repeats, seed) => [missingTable(repeats, seed)] },
  {
    id: "monitor",
    share: 0.35,
    tables: (repeats, seed) => [monitorTable(repeats, seed), monitorDelayTable(repeats, seed)],
  },
  { id: "half-life", share: 0.5, tables: (repeats, seed) => [halfLifeTable(repeats, seed)] },
  { id: "drivers", share: 0.5, tables: (repeats, seed) => [driverTable(repeats, seed)] },
  { id: "transfer", share: 1, tables: (repeats, seed) => [transferTable(repeats, seed)] },
  { id: "claims", share: 0.5, tables: claimTables },
];

/** The parts by the names that `only` takes. */
export const CALIBRATION_PARTS: readonly string[] = PARTS.map(({ id }) => id);

/** Simulates every scenario through the code that the analyses run, and gathers the tables. Same settings, same tables. */
export function calibrate({ repeats, seed, only, onPart }: CalibrationSettings): CalibrationTable[] {
  return PARTS.filter(({ id }) => only === undefined || only.includes(id)).flatMap(
    ({ id, share, tables }) => {
      const own = Math.max(1, Math.round(repeats * share));
      onPart?.(id, own);
      return tables(own, seed);
    },
  );
}
