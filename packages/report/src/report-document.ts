import {
  type Carried,
  evidenceNotes,
  isReinforcement,
  reportStamp,
  shortFingerprint,
  type TidyRow,
  tidyFindings,
} from "@holdfast/core";
import type { ReportDocument, Section } from "./document.js";
import { formatDay, formatQuantity } from "./format.js";
import { matterOf, type ReportInput } from "./report-input.js";
import { answerSection } from "./sections/answer.js";
import { appendixSection } from "./sections/appendix.js";
import { claimsSection } from "./sections/claims.js";
import { designSection } from "./sections/design.js";
import { driversSection } from "./sections/drivers.js";
import { durabilitySection } from "./sections/durability.js";
import { effectsSection } from "./sections/effects.js";
import { efficiencySection } from "./sections/efficiency.js";
import { evidenceSection } from "./sections/evidence.js";
import { fingerprintsSection } from "./sections/fingerprints.js";
import { generalizationSection } from "./sections/generalization.js";
import { judgesSection } from "./sections/judges.js";
import { levelsSection } from "./sections/levels.js";
import { methodsSection } from "./sections/methods.js";
import { originSection } from "./sections/origin.js";
import { questionSection } from "./sections/question.js";
import { sensitivitySection } from "./sections/sensitivity.js";
import { threatsSection } from "./sections/threats.js";

/** The numbers of a report, those that are others with what was set aside among them, and what they rest on. */
function carriedBy(
  { registration, analysis, sensitivity, methods }: ReportInput,
  rows: readonly TidyRow[],
): Carried {
  const known = new Set(sensitivity === undefined ? [] : rows.map((row) => JSON.stringify(row)));
  const others = sensitivity === undefined ? [] : tidyFindings(registration.ablation, sensitivity);
  return {
    stamp: reportStamp(registration, analysis, methods ?? null),
    evidence: evidenceNotes(analysis),
    rows: [
      ...rows,
      ...others
        .filter((row) => !known.has(JSON.stringify(row)))
        .map((row): TidyRow => ({ ...row, excluded: "with" })),
    ],
  };
}

/** Titles that ask, in the order of the answer; the sections of a page keep their own. */
function asked(section: Section | null, title: string): Section | null {
  return section === null ? null : { ...section, title };
}

/** What a report says, in its order, before it is written as HTML or Markdown. */
export function reportDocument(input: ReportInput): ReportDocument {
  const matter = matterOf(input);
  const rows = tidyFindings(input.registration.ablation, input.analysis);
  const { registration, analysis } = input;
  const { ablation } = registration;
  const later = ablation.stages.some(isReinforcement);
  const told: readonly (Section | null)[] = [
    answerSection(matter),
    questionSection(matter),
    designSection(matter),
    evidenceSection(matter),
    levelsSection(matter),
    effectsSection(matter),
    asked(driversSection(matter), "What drove them"),
    asked(generalizationSection(matter), "Did they generalise?"),
    asked(durabilitySection(matter), later ? "Did they hold through RL?" : "Did they hold?"),
    asked(originSection(matter), "Inherited or trained in"),
    asked(efficiencySection(matter), "What they cost in tokens"),
    claimsSection(matter),
    threatsSection(matter),
    judgesSection(matter),
    sensitivitySection(matter),
  ];
  const said = told.filter((section) => section !== null);
  const sections: readonly (Section | null)[] = [
    ...said,
    methodsSection(matter, rows, said),
    fingerprintsSection(matter),
    appendixSection(matter, rows),
  ];
  return {
    identity: registration.identity,
    carried: carriedBy(input, rows),
    title: ablation.title,
    question: ablation.question,
    stamps: [
      ...(registration.retrospective ? ["retrospective"] : []),
      ...(ablation.design === "observational" ? ["observational"] : []),
      ...(registration.archived ? ["archived"] : []),
      ...(analysis.includesExcluded ? ["includes what was set aside"] : []),
    ],
    facts: [
      `revision ${registration.revision}`,
      `registered ${formatDay(registration.registeredAt)}`,
      formatQuantity(ablation.arms.length, "arm"),
      formatQuantity(ablation.evals.length, "eval"),
      shortFingerprint(registration.fingerprint),
    ],
    sections: sections.filter((section) => section !== null),
    colophon: `Computed from inputs ${shortFingerprint(analysis.inputsFingerprint)} of ${registration.identity}, revision ${registration.revision}. Same inputs, same bytes.`,
  };
}
