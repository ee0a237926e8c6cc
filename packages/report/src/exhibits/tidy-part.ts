import { type Analysis, TIDY_COLUMNS, tidyFindings } from "@holdfast/core";
import type { TidyTable } from "../exhibit.js";
import type { ReportInput } from "../report-input.js";

/** What of an analysis belongs to an exhibit. */
export type AnalysisPart = Partial<Pick<Analysis, "effects" | "drivers" | "generalization">>;

/** The rows of the table of all findings that are about this part alone, without the columns that it leaves empty. */
export function tidyPart({ registration, analysis }: ReportInput, part: AnalysisPart): TidyTable {
  const rows = tidyFindings(registration.ablation, {
    ...analysis,
    ...{ levels: [], effects: [], durability: [], trajectories: [], drivers: [] },
    ...{ evalCorrelations: [], efficiency: [], origins: [], rankings: [] },
    generalization: { pairs: [], syntheses: [], leftOut: [] },
    judges: { pairs: [], conclusions: [] },
    ...part,
  });
  const columns = TIDY_COLUMNS.filter((column) =>
    rows.some((row) => row[column] !== null && row[column] !== undefined),
  );
  return { columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
}
