import { csvRecords } from "./csv-records.js";
import { HoldfastError } from "./errors.js";
import { parseWith } from "./parse.js";
import { type EvidenceNote, evidenceNotes, readCarried } from "./report-carrier.js";
import { type ReportData, ReportDataSchema } from "./report-data.js";
import { type ReportStamp, ReportStampSchema, reportStamp, sealState } from "./report-stamp.js";
import { tidyFindings } from "./tidy-findings.js";
import { TIDY_COLUMNS, type TidyRow } from "./tidy-row.js";

/** A report that was written before, read back. */
export interface ReportFile {
  readonly format: "html" | "markdown" | "tex" | "json" | "csv";
  readonly ablation: string;
  /** null for CSV, which says it of no row. */
  readonly revision: number | null;
  readonly inputsFingerprint: string;
  readonly methods: string | null;
  /** null for Markdown and LaTeX, whose numbers are rounded. */
  readonly rows: readonly TidyRow[] | null;
  readonly evidence: readonly EvidenceNote[] | null;
  readonly seal: "whole" | "broken" | "none";
  /** The whole document, where it is data. */
  readonly data: ReportData | null;
  readonly text: string;
}

function unreadable(message: string): HoldfastError {
  return new HoldfastError({
    code: "invalid-input",
    message,
    remedy:
      "Give a file that `holdfast report -o FILE` wrote: .html, .md, .tex, .json or .csv. Reports from before they carried their numbers cannot be verified: compare their inputs fingerprint by eye, and write a new one.",
  });
}

const fromStamp = ({ ablation, revision, inputsFingerprint, methods }: ReportStamp) => ({
  ...{ ablation, revision, inputsFingerprint, methods },
});

function decoded(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(`the ${what} is not whole.`);
  }
}

function jsonFile(text: string): ReportFile {
  const data = parseWith(ReportDataSchema, decoded(text, "JSON of this file"), "report");
  const { registration, analysis, sensitivity, methods } = data;
  const { ablation } = registration;
  const others = sensitivity === null ? [] : tidyFindings(ablation, sensitivity);
  return {
    format: "json",
    ...fromStamp(reportStamp(registration, analysis, methods)),
    rows: [
      ...tidyFindings(ablation, analysis),
      ...others.map((row): TidyRow => ({ ...row, excluded: "with" })),
    ],
    evidence: evidenceNotes(analysis),
    seal: "none",
    ...{ data, text },
  };
}

function htmlFile(text: string): ReportFile {
  const [, block] =
    /<script type="application\/json" id="holdfast-report">([^<]*)<\/script>/.exec(text) ?? [];
  if (block === undefined) throw unreadable("this page carries no numbers of a report.");
  const value = decoded(block, "data block of this page");
  try {
    const { stamp, evidence, rows } = readCarried(value);
    return { format: "html", ...fromStamp(stamp), rows, evidence, seal: sealState(text), data: null, text };
  } catch {
    throw unreadable("the data block of this page is not that of a report.");
  }
}

/** A cell as the value that was written; text that was kept from being a formula loses its apostrophe. */
function cellValue(text: string): TidyRow[keyof TidyRow] {
  if (text === "") return null;
  if (text === "true" || text === "false") return text === "true";
  const value = Number(text);
  return /^-?[\d.]/.test(text) && Number.isFinite(value) ? value : text.replace(/^'(?=[=+\-@])/, "");
}

function csvFile(text: string): ReportFile {
  const records = csvRecords(text);
  const [first] = records ?? [];
  if (records === undefined || first === undefined)
    throw unreadable("this table has no row that can be read.");
  const { ablation = "", inputs = "" } = first;
  if (ablation === "" || !/^sha256:[0-9a-f]{64}$/.test(inputs))
    throw unreadable("this table does not say of which ablation and inputs it is.");
  if (records.some((record) => record.ablation !== ablation || record.inputs !== inputs))
    throw unreadable("this table holds rows of several reports: give each as a file of its own.");
  const rows = records.map((record) =>
    Object.fromEntries(TIDY_COLUMNS.map((column) => [column, cellValue(record[column] ?? "")])),
  );
  return {
    ...{ format: "csv", ablation, revision: null, inputsFingerprint: inputs, methods: null },
    ...{ rows, evidence: null, seal: "none", data: null, text },
  };
}

function stampedFile(text: string): ReportFile {
  const last = [...text.matchAll(/^(%|<!--) holdfast-report (\{.*\}) holdfast-seal:/gm)].at(-1);
  const [, sign, block] = last ?? [];
  if (sign === undefined || block === undefined) throw unreadable("this is no report that can be verified.");
  const stamp = parseWith(ReportStampSchema, decoded(block, "stamp of this file"), "stamp of a report");
  const format = sign === "%" ? "tex" : "markdown";
  return { format, ...fromStamp(stamp), rows: null, evidence: null, seal: sealState(text), data: null, text };
}

/**
 * Reads a report that was written before, in any of its forms; which one is told by what it holds.
 *
 * @throws HoldfastError `invalid-input` where it is none, or carries nothing by which it could be verified
 */
export function readReportFile(text: string): ReportFile {
  const start = text.slice(0, 2000).trimStart();
  if (start.startsWith("{")) return jsonFile(text);
  if (/^<!doctype html>/i.test(start)) return htmlFile(text);
  if (/^"?quantity"?,/.test(start)) return csvFile(text);
  return stampedFile(text);
}
