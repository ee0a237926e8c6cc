import { shortFingerprint } from "@holdfast/core";
import type { ReportDocument, Section } from "./document.js";
import { formatDay, formatQuantity } from "./format.js";
import { matterOf, type ReportInput } from "./report-input.js";
import { answerSection } from "./sections/answer.js";
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
import { warningsSection } from "./sections/warnings.js";

/** What a report says, in its order, before it is written as HTML or Markdown. */
export function reportDocument(input: ReportInput): ReportDocument {
  const matter = matterOf(input);
  const { registration, analysis } = input;
  const { ablation } = registration;
  const sections: readonly (Section | null)[] = [
    answerSection(matter),
    questionSection(matter),
    designSection(matter),
    evidenceSection(matter),
    levelsSection(matter),
    effectsSection(matter),
    driversSection(matter),
    efficiencySection(matter),
    durabilitySection(matter),
    generalizationSection(matter),
    originSection(matter),
    judgesSection(matter),
    sensitivitySection(matter),
    claimsSection(matter),
    warningsSection(matter),
    methodsSection(matter),
    fingerprintsSection(matter),
  ];
  return {
    identity: registration.identity,
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
