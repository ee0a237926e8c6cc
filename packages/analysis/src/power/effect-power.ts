import type { Target } from "@holdfast/core";
import { type DesignSize, runDeviation, type SpreadParts } from "./run-spread.js";
import { detectableNoncentrality, tPower } from "./t-power.js";

/** Whose runs tell how runs differ: the two arms that are compared, or all arms of the design. */
export type VarianceSource = "pair" | "pooled";

/** How a lead will be tested. */
export interface LeadTest {
  readonly variance: VarianceSource;
  readonly target: Target;
  /** Arms of the design, the control among them. */
  readonly arms: number;
  /** Two-sided level of this one comparison; Holm's first step over m comparisons is alpha / m. */
  readonly alpha: number;
}

/** Standard error of a lead and the degrees of freedom behind it. */
export interface PlannedError {
  readonly standardError: number;
  /** 0 with one run an arm: nothing is known of how runs differ. */
  readonly df: number;
}

/**
 * Question: how precisely will a design measure a lead?
 * Model: equal arms; the variance between runs is the same in all of them.
 * Formula: V = 2 SD_run^2 / S on 2 (S - 1) df, or A (S - 1) where all A arms are pooled; prompt-general adds
 *   sigma_ap^2 / P on P - 1 df, and the df are Satterthwaite's. The analysis itself uses the Satterthwaite df of the
 *   pair, which is at most this: with two or three runs its power is a little less.
 * Units: those of the metric.
 * Not estimable when: one run an arm (df 0).
 * Source: statistics of this project, 2.6; Satterthwaite 1946.
 * Checked against: the table printed there; R 4.2.2 `power.t.test`.
 */
export function plannedError(parts: SpreadParts, size: DesignSize, test: LeadTest): PlannedError {
  const { runs, prompts } = size;
  const between = (2 * runDeviation(parts, size) ** 2) / runs;
  const runDf = (test.variance === "pair" ? 2 : test.arms) * (runs - 1);
  const overPrompts = test.target === "prompt-general" ? parts.armByPrompt ** 2 / prompts : 0;
  const variance = between + overPrompts;
  if (runDf <= 0) return { standardError: Math.sqrt(variance), df: 0 };
  const promptPart = overPrompts === 0 || prompts < 2 ? 0 : overPrompts ** 2 / (prompts - 1);
  const df = overPrompts === 0 ? runDf : variance ** 2 / (between ** 2 / runDf + promptPart);
  return { standardError: Math.sqrt(variance), df };
}

/** Power to find a lead of that size; null where the design has no df. */
export function leadPower(parts: SpreadParts, size: DesignSize, test: LeadTest, lead: number): number | null {
  const { standardError, df } = plannedError(parts, size, test);
  if (!(df > 0)) return null;
  if (standardError === 0) return 1;
  return tPower({ noncentrality: Math.abs(lead) / standardError, df, alpha: test.alpha });
}

/** The smallest lead that is found with that power; null where the design has no df. */
export function detectableLead(
  parts: SpreadParts,
  size: DesignSize,
  test: LeadTest,
  power: number,
): number | null {
  const { standardError, df } = plannedError(parts, size, test);
  if (!(df > 0)) return null;
  const steps = detectableNoncentrality(df, test.alpha, power);
  return Number.isFinite(steps) ? steps * standardError : null;
}
