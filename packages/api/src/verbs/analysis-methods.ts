import type { Fingerprint } from "@holdfast/core";

/**
 * The fingerprint of the analysis of a fixed ablation on fixed evidence. It is part of the key of cached
 * analyses, so that what an earlier version of an estimator gave is never taken for an answer of this one.
 * A test fails, and says the new value, as soon as any estimate changes.
 */
export const ANALYSIS_METHODS: Fingerprint =
  "sha256:4e176873fdea0bfd20581804a06c2af2f9e624a3a96ee3d673884eccde8dda43";
