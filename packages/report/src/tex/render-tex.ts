import { inertJson, OPEN_SEAL, reportStamp, sealed, shortFingerprint } from "@holdfast/core";
import { matterOf, type ReportInput } from "../report-input.js";
import { driversTable } from "./drivers-table.js";
import { durabilityTable } from "./durability-table.js";
import { effectsTable } from "./effects-table.js";
import { efficiencyTable } from "./efficiency-table.js";
import { commentTex } from "./escape-tex.js";
import { generalizationTable } from "./generalization-table.js";
import { texTable } from "./tex-table.js";

/**
 * Effects, durability, drivers, generalisation and efficiency as tables for a paper, to be taken in with `\\input`. What
 * is empty is left out. Needs the package booktabs, and an engine that reads UTF-8 where names go beyond Latin letters.
 */
export function renderTex(input: ReportInput): string {
  const matter = matterOf(input);
  const { registration, analysis, methods } = input;
  // the label is a name inside LaTeX, which takes no marks of its own
  const name = registration.identity.replace(/[^A-Za-z0-9]+/g, "-");
  const tables = [effectsTable, durabilityTable, driversTable, generalizationTable, efficiencyTable].map(
    (tableOf) => tableOf(matter, name),
  );
  const stamp = inertJson(reportStamp(registration, analysis, methods ?? null));
  return sealed(
    [
      commentTex(
        `${registration.identity}, revision ${registration.revision}: ${registration.ablation.title}`,
      ),
      commentTex(
        `Computed from inputs ${shortFingerprint(analysis.inputsFingerprint)}. Same inputs, same bytes.`,
      ),
      commentTex("Needs \\usepackage{booktabs} and \\usepackage[T1]{fontenc}."),
      ...tables.filter(({ rows }) => rows.length > 0).flatMap((table) => ["", texTable(table)]),
      "",
      `% holdfast-report ${stamp} ${OPEN_SEAL}`,
      "",
    ].join("\n"),
  );
}
