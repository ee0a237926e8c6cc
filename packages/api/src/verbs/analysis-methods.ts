import type { Fingerprint } from "@holdfast/core";

/**
 * The fingerprint of the analysis of a fixed ablation on fixed evidence. It is part of the key of cached
 * analyses, so that what an earlier version of an estimator gave is never taken for an answer of this one.
 * A test fails, and says the new value, as soon as any estimate changes.
 */
export const ANALYSIS_METHODS: Fingerprint =
  "sha256:00126238094c255560d9fbc408e376eef97a813f5673cd4cf08b285033a01e5d";
