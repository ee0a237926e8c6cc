import type { ErrorCode } from "@holdfast/core";

/** The exit code of each kind of failure. 0 is success; the codes of a kind never change meaning. */
export const EXIT_CODES: Readonly<Record<ErrorCode | "usage" | "does-not-hold" | "alarm", number>> = {
  internal: 1,
  usage: 2,
  "invalid-input": 3,
  "unknown-name": 4,
  "not-found": 5,
  conflict: 6,
  drift: 7,
  locked: 8,
  unavailable: 9,
  forbidden: 10,
  "newer-database": 11,
  "newer-format": 12,
  "too-large": 13,
  "not-estimable": 14,
  "does-not-hold": 15,
  alarm: 16,
  "not-allowed": 19,
  "unsupported-media": 20,
  unauthenticated: 17,
  "rate-limited": 18,
};
