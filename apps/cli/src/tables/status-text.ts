import { type AblationStatus, type CoverageCell, shortFingerprint } from "@holdfast/core";
import { countText, plural } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { textTable } from "./text-table.js";

const MARKS = { present: "x", missing: "-", unplanned: " ", beyond: "+" };

function markOf(cells: readonly CoverageCell[]): string {
  const expected = cells.filter((cell) => cell.expected);
  const present = expected.filter((cell) => cell.present).length;
  if (expected.length === 0) return cells.some((cell) => cell.present) ? MARKS.beyond : MARKS.unplanned;
  if (expected.length === 1) return present === 1 ? MARKS.present : MARKS.missing;
  return `${present}/${expected.length}`;
}

/** Cells by row and column, in the order in which they first appear. */
function gridOf(cells: readonly CoverageCell[]): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const columns = [...new Set(cells.map((cell) => cell.stage))];
  const groups = new Map<string, CoverageCell[]>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.arm, cell.eval]);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  const rows = [...groups.values()].map((group) => [
    group[0]?.arm ?? "",
    group[0]?.eval ?? "",
    ...columns.map((stage) => markOf(group.filter((cell) => cell.stage === stage))),
  ]);
  return { columns, rows };
}

/** Where outcomes name other seeds than the planned ones: a number of seeds means those from 0 on. */
function otherSeeds({ seeds, coverage }: AblationStatus): string {
  if (seeds === null) return "";
  const named = new Set(coverage.flatMap(({ seed }) => (seed === null ? [] : [seed])));
  const other = [...named].filter((seed) => !seeds.includes(seed)).sort((a, b) => a - b);
  const absent = seeds.filter((seed) => !named.has(seed));
  if (other.length === 0 || absent.length === 0) return "";
  const words = (list: readonly number[]) => `${list.length === 1 ? "seed" : "seeds"} ${list.join(", ")}`;
  return `No run has the planned ${words(absent)}, and outcomes name ${words(other)}, not planned: if those runs were meant, amend \`seeds\`.`;
}

/** What has arrived of a plan: a sentence, and a grid of arm and eval by stage. */
export function statusText(status: AblationStatus, columns: number, bold: (text: string) => string): string {
  const { registration, seeds, expected, present, missing, beyondPlan, cells } = status;
  const flags = [
    ...(registration.retrospective ? ["retrospective"] : []),
    ...(registration.archived ? ["archived"] : []),
  ];
  const planned = seeds === null ? "seeds not stated" : plural(seeds.length, "planned seed");
  const head = [
    `${bold(registration.identity)}: ${registration.title}`,
    `revision ${registration.revision}, fingerprint ${shortFingerprint(registration.fingerprint)}${flags.map((flag) => `, ${flag}`).join("")}`,
    `${plural(registration.runs, "run")}, ${plural(registration.outcomes, "outcome")}, ${planned}`,
  ].join("\n");
  const beyond = beyondPlan === 0 ? "" : ` ${countText(beyondPlan)} more have outcomes beyond the plan (+).`;
  const sentence = `${countText(present)} of ${countText(expected)} planned places (arm, seed, stage, eval) have outcomes, ${countText(missing)} ${missing === 1 ? "is" : "are"} missing (-).${beyond}`;
  const grid = gridOf(cells);
  const table = textTable(
    [
      { heading: "arm", least: 16 },
      { heading: "eval", least: 16 },
      ...grid.columns.map((stage) => ({ heading: stage, align: "right" as const })),
    ],
    grid.rows,
    columns,
    bold,
  );
  const next = missing === 0 ? "" : `Next: holdfast record FILE --ablation ${registration.identity}`;
  const seedNote = paragraph(otherSeeds(status), columns);
  return [head, paragraph(sentence, columns), seedNote, table, next]
    .filter((part) => part !== "")
    .join("\n\n");
}
