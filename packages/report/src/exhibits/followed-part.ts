import type { Durability, Trajectory } from "@holdfast/core";

/** The findings and leads that were asked for. */
export interface FollowedPart {
  readonly durability: readonly Durability[];
  readonly trajectories: readonly Trajectory[];
}
