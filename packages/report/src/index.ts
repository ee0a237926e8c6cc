/**
 * Findings as people read them: the sentence, the figure, the document. No statistics and no database.
 *
 * @module
 */

export { type Figure, standaloneSvg } from "./figures/drawing.js";
export { durabilityFigure } from "./figures/durability.js";
export { forestFigure } from "./figures/forest.js";
export { levelsFigure } from "./figures/levels.js";
export { FIGURE_CSS, PALETTE_CSS } from "./figures/palette.js";
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
export { reportSecurityPolicy } from "./html/render-html.js";
export { REPORT_SCRIPT } from "./html/script.js";
export { type ReportFormat, renderReport } from "./render-report.js";
export type { ReportInput } from "./report-input.js";
export { sentenceFor } from "./sentence.js";
export { halfLifeText } from "./sentences/decay-sentence.js";
export { contrastName, contrastScope, designText, driverSentences } from "./sentences/driver-sentence.js";
export { verdictName } from "./sentences/durability-sentence.js";
export { durabilitySentences } from "./sentences/durability-sentences.js";
export { effectSentences } from "./sentences/effect-sentences.js";
export { efficiencySentences } from "./sentences/efficiency-sentence.js";
export { generalizationSentences, shownSyntheses } from "./sentences/generalization-sentence.js";
export { judgeSentences } from "./sentences/judge-sentence.js";
export { monitorSentences } from "./sentences/monitor-sentence.js";
export { originSentences } from "./sentences/origin-sentence.js";
export { powerAnswerSentences, powerSentences } from "./sentences/power-sentence.js";
export { type Printed, printDifference, printLevel, printLogOdds, type Unit, unitOf } from "./unit.js";
