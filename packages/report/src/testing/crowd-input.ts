import { type Analysis, fingerprintOf } from "@holdfast/core";
import type { ReportInput } from "../report-input.js";
import { crowdAblation } from "./crowd.js";
import { threeSeedsAnalysis } from "./three-seeds.js";
import { threeSeedsRegistration } from "./three-seeds-registration.js";

/** A report about these arms, of which nothing is known but what the test gives. */
export function crowdInput(names: readonly string[], known: Partial<Analysis>): ReportInput {
  return {
    registration: { ...threeSeedsRegistration, identity: "crowd@1", ablation: crowdAblation(names) },
    analysis: {
      ...threeSeedsAnalysis,
      ...{
        ablation: "crowd@1",
        inputsFingerprint: fingerprintOf("crowd"),
        evidence: [],
        levels: [],
        effects: [],
      },
      ...{ trajectories: [], durability: [], families: [], warnings: [], ...known },
    },
  };
}
