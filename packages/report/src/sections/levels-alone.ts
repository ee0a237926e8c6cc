import { controlOf, type LevelRow } from "@holdfast/core";
import type { ReportMatter } from "../report-input.js";

/** Levels of arms without a control, that are no control themselves where leads are shown. */
export function levelsAlone({ analysis, registration, subject }: ReportMatter): LevelRow[] {
  return analysis.levels.filter(
    ({ arm }) =>
      controlOf(registration.ablation, arm) === null &&
      (!subject.controls.has(arm) || analysis.effects.length === 0),
  );
}
