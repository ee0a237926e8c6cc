import type { Design, Driver, DriverContrast, Quantity } from "@holdfast/core";
import type { ContrastMatter } from "./contrast-numbers.js";
import { contrastQuantity } from "./contrast-quantity.js";
import type { RecognisedDesign } from "./design-of.js";
import type { PlannedContrast } from "./planned-contrasts.js";
import { termWeights } from "./term-weights.js";
import { factorColumns, logTokens } from "./token-confounding.js";

/** The main effect with log tokens beside the factors; null where tokens are equal, unknown or not to be told apart. */
export function tokenAdjusted(
  design: RecognisedDesign,
  contrast: PlannedContrast,
  tokens: Driver["tokens"],
  arms: Design["arms"],
  matter: ContrastMatter,
  target: DriverContrast["shownTarget"],
): Quantity | null {
  if (contrast.kind !== "main-effect" || tokens.status === "matched" || tokens.status === "unknown")
    return null;
  const [name] = contrast.factors;
  const position = design.factors.findIndex((factor) => factor.name === name);
  const levels = design.factors[position]?.levels ?? [];
  const to = contrast.levels === null ? -1 : levels.indexOf(contrast.levels.to);
  const columns = factorColumns(design);
  const own = columns.findIndex(({ factor, column }) => {
    const arm = design.at.findIndex((levels) => levels[position] === to);
    return factor === position && column[arm] === 1;
  });
  const ones = new Float64Array(design.at.length).fill(1);
  const runs = Float64Array.from(matter.measured.arms, ({ components }) => components.runs);
  const others = columns.filter((_, index) => index !== own).map(({ column }) => column);
  const asked = columns[own]?.column;
  const scaled = matter.scaled.difference;
  if (asked === undefined || "status" in scaled) return null;
  const weights = termWeights([ones, ...others, logTokens(arms), asked], runs).weights.at(-1);
  if (weights === undefined || weights === null) return null;
  return contrastQuantity(scaled, weights, { target, method: "pooled", level: matter.level });
}
