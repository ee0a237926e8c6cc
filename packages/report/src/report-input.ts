import type { Analysis, Intervention, Registration } from "@holdfast/core";
import { type Subject, subjectOf } from "./subject.js";

/** What a report is made of. */
export interface ReportInput {
  readonly registration: Registration;
  readonly analysis: Analysis;
  /** The same analysis with what was set aside. */
  readonly sensitivity?: Analysis | undefined;
  /** What was changed by hand in the lives of the ablation's runs. */
  readonly interventions?: readonly Intervention[] | undefined;
  /** Fingerprint of the methods that made the numbers, where it is known. */
  readonly methods?: string | undefined;
}

/** The input with the names of the ablation looked up once. */
export interface ReportMatter extends ReportInput {
  readonly subject: Subject;
}

export function matterOf(input: ReportInput): ReportMatter {
  return { ...input, subject: subjectOf(input.registration.ablation) };
}
