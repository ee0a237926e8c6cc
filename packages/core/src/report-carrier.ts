import { z } from "zod";
import type { Analysis } from "./analysis.js";
import { EvidenceRowSchema } from "./analysis.js";
import { inertJson, type ReportStamp, ReportStampSchema } from "./report-stamp.js";
import { TIDY_COLUMNS, type TidyRow, type TidyValue } from "./tidy-row.js";

/** How much evidence stood behind an arm on one eval at one stage when a report was written. */
export const EvidenceNoteSchema = EvidenceRowSchema.pick({
  arm: true,
  eval: true,
  stage: true,
  runs: true,
  outcomes: true,
  corrected: true,
  excluded: true,
});
export type EvidenceNote = z.infer<typeof EvidenceNoteSchema>;

export function evidenceNotes({ evidence }: Analysis): EvidenceNote[] {
  return evidence.map(({ arm, eval: id, stage, runs, outcomes, corrected, excluded }) => ({
    ...{ arm, eval: id, stage, runs, outcomes, corrected, excluded },
  }));
}

const ValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/**
 * A column of the table: its values, each once, and for every row the place of its own among them. Places are written
 * as `7`, as `7*3` for three times the same, and as `7+3` for three that follow each other.
 */
const CarriedColumnSchema = z.strictObject({
  name: z.enum(TIDY_COLUMNS),
  values: z.array(ValueSchema),
  rows: z.string().regex(/^(\d+([*+]\d+)?( |$))*$/),
});

/** The numbers of a report as an HTML file carries them. */
export const CarriedSchema = z.strictObject({
  stamp: ReportStampSchema,
  evidence: z.array(EvidenceNoteSchema),
  count: z.number().int().nonnegative(),
  columns: z.array(CarriedColumnSchema),
});

/** What a report says in numbers, with what it rests on. */
export interface Carried {
  readonly stamp: ReportStamp;
  readonly evidence: readonly EvidenceNote[];
  readonly rows: readonly TidyRow[];
}

/** Said of all rows at once by the stamp, or prose. */
const LEFT_OUT: ReadonlySet<string> = new Set(["ablation", "inputs", "reason", "role"]);

/** A count beyond this is no report. */
const MOST_ROWS = 5_000_000;

/** Digits that are carried: two more than are compared. */
const DIGITS = 11;

function carriedValue(value: TidyValue): TidyValue {
  return typeof value === "number" ? Number(value.toPrecision(DIGITS)) : value;
}

/** Places with repeats and ascents written short. */
function runsText(at: readonly number[]): string {
  const runs: string[] = [];
  for (let from = 0; from < at.length; ) {
    const first = at[from] ?? 0;
    const step = at[from + 1] === first ? 0 : 1;
    let count = 1;
    while (at[from + count] === first + step * count) count += 1;
    runs.push(count === 1 ? `${first}` : `${first}${step === 0 ? "*" : "+"}${count}`);
    from += count;
  }
  return runs.join(" ");
}

/** At most `count` places of what {@link runsText} wrote. */
function placesIn(text: string, count: number): number[] {
  const at: number[] = [];
  for (const run of text === "" ? [] : text.split(" ")) {
    const [first = "0", many = "1"] = run.split(/[*+]/);
    const step = run.includes("+") ? 1 : 0;
    const left = Math.min(Number(many), count - at.length);
    for (let index = 0; index < left; index += 1) at.push(Number(first) + step * index);
  }
  return at;
}

/** A column as it fills: the place of each value, and the place that every row so far has. */
interface FillingColumn {
  readonly places: Map<TidyValue, number>;
  readonly at: number[];
}

function fill({ places, at }: FillingColumn, value: TidyValue, until: number): void {
  const place = places.get(value) ?? places.size;
  places.set(value, place);
  while (at.length < until) at.push(place);
}

/** The columns that hold anything. Row by row, since few of the columns are set in any one row. */
function filledColumns(rows: readonly TidyRow[]): Map<string, FillingColumn> {
  const columns = new Map<string, FillingColumn>();
  for (const [index, row] of rows.entries()) {
    for (const [name, value] of Object.entries(row)) {
      if (value === null || value === undefined) continue;
      let column = columns.get(name);
      if (column === undefined) {
        column = { places: new Map(), at: [] };
        columns.set(name, column);
      }
      if (column.at.length < index) fill(column, null, index);
      fill(column, value, index + 1);
    }
  }
  for (const column of columns.values()) if (column.at.length < rows.length) fill(column, null, rows.length);
  return columns;
}

/** As a line that can stand in a script of HTML. */
export function carriedText({ stamp, evidence, rows }: Carried): string {
  const filled = filledColumns(rows);
  const columns = TIDY_COLUMNS.flatMap((name): z.infer<typeof CarriedColumnSchema>[] => {
    const column = LEFT_OUT.has(name) ? undefined : filled.get(name);
    if (column === undefined) return [];
    return [{ name, values: [...column.places.keys()].map(carriedValue), rows: runsText(column.at) }];
  });
  return inertJson({ ...{ stamp, evidence, count: rows.length }, columns });
}

/** What {@link carriedText} wrote. @throws z.ZodError, RangeError */
export function readCarried(value: unknown): Carried {
  const { stamp, evidence, count, columns } = CarriedSchema.parse(value);
  if (count > MOST_ROWS) throw new RangeError(`a report has no more than ${MOST_ROWS} numbers`);
  const places = columns.map(({ name, values, rows }) => ({ name, values, at: placesIn(rows, count) }));
  const rows = Array.from({ length: count }, (_, index) =>
    Object.fromEntries(places.map(({ name, values, at }) => [name, values[at[index] ?? -1] ?? null])),
  );
  return { stamp, evidence, rows };
}
