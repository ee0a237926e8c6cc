import { extname } from "node:path";
import { UsageError } from "../usage-error.js";

const FORMATS: Readonly<Record<string, "html" | "markdown" | "tex" | "json" | "csv">> = {
  ".html": "html",
  ".htm": "html",
  ".md": "markdown",
  ".markdown": "markdown",
  ".tex": "tex",
  ".json": "json",
  ".csv": "csv",
};

/** The form of a report that a file's name asks for. @throws UsageError */
export function reportFormat(file: string): "html" | "markdown" | "tex" | "json" | "csv" {
  const format = FORMATS[extname(file).toLowerCase()];
  if (format === undefined)
    throw new UsageError(
      `a report does not end in \`${extname(file)}\`.`,
      "Name it .html, .md, .tex, .json or .csv.",
    );
  return format;
}

/** The form of a comparison, which has no tables for a paper and no single table. @throws UsageError */
export function comparisonFormat(file: string): "html" | "markdown" | "json" {
  const format = reportFormat(file);
  if (format === "tex" || format === "csv")
    throw new UsageError(
      `two ablations are not written as \`${extname(file)}\`: each has tables of its own.`,
      "Name it .html, .md or .json, or write a report of each.",
    );
  return format;
}
