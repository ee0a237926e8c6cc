import { HoldfastError } from "@holdfast/core";

/** How a cell is read: as text, as a number, as true or false, or (conditions) as whichever of these it looks like. */
type CellKind = "text" | "number" | "boolean" | "scalar";

/** A column of the long form: where its cells go in an outcome line, and how they are read. */
export interface CsvColumn {
  readonly name: string;
  readonly path: readonly string[];
  readonly kind: CellKind;
}

const TEXT = [
  ...[
    "arm",
    "run",
    "parent.stage",
    "stage",
    "recipe",
    "checkpointUri",
    "eval",
    "evalSha",
    "metric",
    "status",
  ],
  ...["environment.name", "environment.variant", "environment.sha", "harness.name", "harness.version"],
  ...["judge", "judge.model", "judge.promptSha", "evaluatedAt", "source.uri", "source.sha256"],
  ...["correction.author", "correction.reason"],
];
const NUMBER = ["seed", "branch", "parent.step", "parent.branch", "step", "tokens"];

/** Columns whose name is shorter than their place in an outcome line. */
const EVIDENCE: readonly CsvColumn[] = [
  { name: "sample", path: ["samples", "id"], kind: "text" },
  { name: "cluster", path: ["samples", "cluster"], kind: "text" },
  { name: "epoch", path: ["samples", "epoch"], kind: "number" },
  { name: "score", path: ["samples", "score"], kind: "number" },
  { name: "k", path: ["counts", "k"], kind: "number" },
  { name: "n", path: ["counts", "n"], kind: "number" },
  { name: "mean", path: ["summary", "mean"], kind: "number" },
  { name: "standardError", path: ["summary", "standardError"], kind: "number" },
  { name: "seOver", path: ["summary", "seOver"], kind: "text" },
  { name: "units", path: ["summary", "units"], kind: "number" },
  { name: "point", path: ["point"], kind: "number" },
];

const plain = (name: string, kind: CellKind): CsvColumn => ({ name, path: name.split("."), kind });

/** Every column of the long form but the `condition.` ones, which the user names. */
export const CSV_COLUMNS: readonly CsvColumn[] = [
  ...TEXT.map((name) => plain(name, "text")),
  ...NUMBER.map((name) => plain(name, "number")),
  plain("shared", "boolean"),
  ...EVIDENCE,
];

const REQUIRED = ["arm", "stage", "eval"] as const;
const CONDITION = "condition.";

function refuse(message: string, key: string, remedy: string): never {
  throw new HoldfastError({ code: "invalid-input", message, place: { key }, remedy });
}

/** The columns that a header names, in its order. @throws HoldfastError naming the column at fault */
export function columnsOf(header: readonly string[]): CsvColumn[] {
  const columns = header.map((name): CsvColumn => {
    if (name.startsWith(CONDITION) && name.length > CONDITION.length)
      return { name, path: ["condition", name.slice(CONDITION.length)], kind: "scalar" };
    const column = CSV_COLUMNS.find((candidate) => candidate.name === name);
    if (column !== undefined) return column;
    return refuse(
      `there is no column \`${name}\`.`,
      name,
      `Columns are ${CSV_COLUMNS.map((known) => known.name).join(", ")} and condition.NAME.`,
    );
  });
  const repeated = header.find((name, index) => header.indexOf(name) !== index);
  if (repeated !== undefined)
    refuse(`the column \`${repeated}\` is there twice.`, repeated, "Leave one of them out.");
  for (const name of REQUIRED)
    if (!header.includes(name)) refuse(`there is no column \`${name}\`.`, name, "Every outcome needs it.");
  if (header.includes("judge") && header.some((name) => name.startsWith("judge.")))
    refuse(
      "a judge is a name or a model, not both.",
      "judge",
      "Keep the column judge, or judge.model and judge.promptSha.",
    );
  if (!["sample", "k", "mean", "point"].some((name) => header.includes(name)))
    refuse(
      "no column holds evidence.",
      "sample",
      "Add sample and score, or k and n, or mean and standardError, or point.",
    );
  return columns;
}

/** The column behind a key of an outcome line: `samples.score[3]` is `score`, `counts.k` is `k`. */
export function columnOfKey(key: string): string {
  const path = key.replace(/\[\d+\]$/, "");
  if (path.startsWith("samples.scores.")) return "score";
  if (path === "summary.n") return "n";
  return EVIDENCE.find((column) => column.path.join(".") === path)?.name ?? key;
}
