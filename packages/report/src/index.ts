/**
 * Findings as people read them: the sentence, the figure, the document. No statistics and no database.
 *
 * @module
 */

export { compareReports } from "./comparison/compare-reports.js";
export { type ComparisonFormat, renderComparison } from "./comparison/render-comparison.js";
export { type Exhibit, exhibitBlocks, type TidyTable } from "./exhibit.js";
export { comparisonExhibits } from "./exhibits/comparison.js";
export { type CoverageInput, coverageExhibits, coverageSentences } from "./exhibits/coverage.js";
export { designExhibits } from "./exhibits/design.js";
export { doseNotes } from "./exhibits/dose-course.js";
export { type DriversOptions, driversExhibits } from "./exhibits/drivers.js";
export { MOST_ARMS } from "./exhibits/durability.js";
export { durabilityPageExhibits } from "./exhibits/durability-page.js";
export { type EffectsOptions, effectsExhibits } from "./exhibits/effects.js";
export { efficiencyExhibits, shownEfficiency } from "./exhibits/efficiency.js";
export {
  comparedEvals,
  type GeneralizationOptions,
  generalizationExhibits,
  generalizationStages,
} from "./exhibits/generalization.js";
export { integrityExhibits, integritySentences } from "./exhibits/integrity.js";
export type { IntegrityRecord } from "./exhibits/integrity-record.js";
export { judgeExhibits } from "./exhibits/judges.js";
export { levelsExhibits } from "./exhibits/levels.js";
export { monitorCourseExhibit } from "./exhibits/monitor-course.js";
export { originExhibits } from "./exhibits/origin.js";
export { headlineExhibit, overviewSentences } from "./exhibits/overview.js";
export { powerCurveExhibits } from "./exhibits/power-curve.js";
export { cheapestExhibit, powerEvalsExhibit } from "./exhibits/power-designs.js";
export {
  type QuestionLine,
  questionLines,
  type WeightyWarning,
  weightyWarnings,
} from "./exhibits/question-lines.js";
export { MOST_LISTED, sampleExhibits } from "./exhibits/samples.js";
export { writeExhibit } from "./exhibits/write-exhibit.js";
export { type Figure, standaloneSvg } from "./figures/drawing.js";
export { durabilityFigure } from "./figures/durability.js";
export { forestFigure } from "./figures/forest.js";
export { levelsFigure } from "./figures/levels.js";
export { type ArmStyle, armStyle, FIGURE_CSS, PALETTE_CSS } from "./figures/palette.js";
export {
  formatBare,
  formatCount,
  formatCoverage,
  formatDay,
  formatInterval,
  formatNumber,
  formatPEquation,
  formatPValue,
  formatQuantity,
  formatRatioSet,
  formatShare,
  formatTokens,
} from "./format.js";
export { headlineOf, type ToldHeadline } from "./headline.js";
export { blockHtml } from "./html/blocks.js";
export { textHtml } from "./html/inline.js";
export { reportSecurityPolicy } from "./html/render-html.js";
export { REPORT_SCRIPT } from "./html/script.js";
export type { Method, MethodGroup } from "./methods/method.js";
export { METHOD_GROUPS, METHODS, methodById, methodPath } from "./methods/methods.js";
export { type ReportFormat, renderReport } from "./render-report.js";
export type { ReportInput } from "./report-input.js";
export { sentenceFor } from "./sentence.js";
export { comparisonSentences } from "./sentences/comparison-sentence.js";
export { halfLifeText } from "./sentences/decay-sentence.js";
export { designReading, driverRemarks } from "./sentences/driver-remarks.js";
export { contrastName, contrastScope, designText, driverSentences } from "./sentences/driver-sentence.js";
export { durabilityCounts } from "./sentences/durability-counts.js";
export { verdictName } from "./sentences/durability-sentence.js";
export { durabilitySentences } from "./sentences/durability-sentences.js";
export { effectSentences, effectsInBrief, leadSentences } from "./sentences/effect-sentences.js";
export { efficiencySentences } from "./sentences/efficiency-sentence.js";
export { frontierSentences } from "./sentences/frontier-sentence.js";
export { generalizationSentences, shownSyntheses } from "./sentences/generalization-sentence.js";
export { judgeSentences } from "./sentences/judge-sentence.js";
export { monitorSentences } from "./sentences/monitor-sentence.js";
export { originReadings } from "./sentences/origin-readings.js";
export { originSentences } from "./sentences/origin-sentence.js";
export { powerCurveSentences } from "./sentences/power-curve-sentence.js";
export {
  leadUp,
  powerAnswerSentences,
  powerParts,
  powerSentences,
  unitOfRow,
} from "./sentences/power-sentence.js";
export { sampleSentences } from "./sentences/sample-sentence.js";
export { type Subject, subjectOf } from "./subject.js";
export { type Printed, printDifference, printLevel, printLogOdds, type Unit, unitOf } from "./unit.js";
