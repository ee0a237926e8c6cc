import type { StageCovariance } from "./covariance.js";

/** The lead of an arm at two stages, with what is known of how far both would move together. */
export interface StageLeads {
  /** Arm minus control at `from` (b) and at `to` (a). */
  readonly from: number;
  readonly to: number;
  readonly covariance: StageCovariance;
  /** One number for set, test and verdict; Infinity for the normal. */
  readonly df: number;
}
