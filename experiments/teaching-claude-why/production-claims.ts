import type { Claim } from "@holdfast/core";
import { BOTH, claim, level, POST, TECHNICAL } from "./published-claim.js";

const BLACKMAIL_2025 = "blackmail@2025.06";
const AFTERWARDS = "agentic-misalignment@2026.05";

/** Claims about released models, which the panel of 2025 carries. */
export const PRODUCTION_CLAIMS: readonly Claim[] = [
  claim("opus-4-up-to-96", "Claude Opus 4 blackmailed in up to 96% of runs.", POST, {
    question: "level",
    arm: "claude-opus-4",
    eval: BLACKMAIL_2025,
    stage: "released",
    condition: { goal: "explicit", threat: "replacement" },
  }),
  claim(
    "sonnet-4.5-almost-never",
    "Claude Sonnet 4.5 acts misaligned in well under 1% of runs, and not in none.",
    POST,
    null,
    "No public number: less than 1% and not 0 is no value to record.",
  ),
  ...[
    "claude-haiku-4.5",
    "claude-opus-4.5",
    "claude-opus-4.6",
    "claude-sonnet-4.6",
    "claude-mythos-preview",
    "claude-opus-4.7",
  ].map((arm) =>
    claim(
      `never-${arm}`,
      `${arm} acts misaligned in no run.`,
      POST,
      level(arm, AFTERWARDS, "released"),
      "Without n, so no upper limit.",
    ),
  ),
  claim(
    "perhaps-read-beforehand",
    "The zeros may owe something to texts about the eval in later pre-training data.",
    POST,
    null,
    "A caveat of the authors; it cannot be told from these numbers.",
  ),
  claim(
    "only-two-saw-honeypots",
    "Of the released models only Sonnet 4.5 and Haiku 4.5 were trained on the synthetic honeypots.",
    TECHNICAL,
    null,
    "A statement about training data, not about a rate.",
  ),
  claim(
    "far-from-training-still-misbehaves",
    "Sonnet 4.5, near zero on blackmail, misbehaves far from its training data more often than later models.",
    BOTH,
    null,
    "No public number.",
  ),
  claim(
    "ninety-six-to-three",
    "Training on reasons took blackmail from 96% to 3%.",
    "Press reports, not the publication",
    null,
    "A mix of two experiments: 96% is Opus 4 on blackmail, 3% is Sonnet 4 after fine-tuning on an average of three honeypots.",
  ),
];
