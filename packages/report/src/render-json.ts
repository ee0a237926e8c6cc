import type { ReportData } from "@holdfast/core";
import type { ReportInput } from "./report-input.js";

/** The report as data: the registration and the analysis, and the one with what was set aside. */
export function renderJson({ registration, analysis, sensitivity, methods }: ReportInput): string {
  const data: ReportData = {
    format: "holdfast-report/1",
    registration,
    analysis,
    sensitivity: sensitivity ?? null,
    methods: methods ?? null,
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}
