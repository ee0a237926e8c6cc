import type { Ablation } from "@holdfast/core";
import type { Sizes } from "../training/sizes.js";
import type { ArmData } from "./arm-data.js";

/** An ablation together with the training that answers it. */
export interface StudyDesign {
  readonly ablation: Ablation;
  /** The seed of the world it is set in. */
  readonly world: string;
  readonly seeds: number;
  readonly sizes: Sizes;
  /** What each arm is trained on, by its name. */
  readonly data: Readonly<Record<string, ArmData>>;
}
