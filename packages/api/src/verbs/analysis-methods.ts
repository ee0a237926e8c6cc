import type { Fingerprint } from "@holdfast/core";

/**
 * The fingerprint of the analysis of a fixed ablation on fixed evidence. It is part of the key of cached
 * analyses, so that what an earlier version of an estimator gave is never taken for an answer of this one.
 * A test fails, and says the new value, as soon as any estimate changes.
 */
export const ANALYSIS_METHODS: Fingerprint =
  "sha256:61aaf5029579406d3f4bbe888f60c5870d337b88c252ea7c73c868e7d4320513";
