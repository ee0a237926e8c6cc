import type { Fingerprint } from "@holdfast/core";

/**
 * The fingerprint of the analysis of a fixed ablation on fixed evidence. It is part of the key of cached
 * analyses, so that what an earlier version of an estimator gave is never taken for an answer of this one.
 * A test fails, and says the new value, as soon as any estimate changes.
 */
export const ANALYSIS_METHODS: Fingerprint =
  "sha256:4267ee2b0d7bb6f8182d852eb1202f5dadee1e9b1f019aff628f3c5bec0f5eff";
