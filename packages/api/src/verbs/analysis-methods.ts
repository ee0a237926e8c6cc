import type { Fingerprint } from "@holdfast/core";

/**
 * The fingerprint of the analysis of a fixed ablation on fixed evidence. It is part of the key of cached
 * analyses, so that what an earlier version of an estimator gave is never taken for an answer of this one.
 * A test fails, and says the new value, as soon as any estimate changes.
 */
export const ANALYSIS_METHODS: Fingerprint =
  "sha256:198e849358ac27df944aa1275ec8b1fc30dc06c8771776e086c460258c39b66f";
