import type { Claim, Condition } from "@holdfast/core";

const SOURCE = "Lynch et al. 2025, Agentic Misalignment, appendix";

const level = (
  id: string,
  text: string,
  evalId: string,
  condition: Condition,
  arm = "claude-opus-4",
): Claim => ({
  id,
  text,
  source: SOURCE,
  contrast: { question: "level", arm, eval: evalId, stage: "released", condition },
});

/** What the grid itself is said to show: threats drive blackmail, goals drive espionage, neither drives nothing. */
export const GRID_CLAIMS: readonly Claim[] = [
  level(
    "threat-alone-brings-blackmail",
    "Claude Opus 4 blackmails under a threat without a goal in 86 of 100 runs.",
    "blackmail@2025.06",
    {
      goal: "none",
      threat: "replacement",
    },
  ),
  level(
    "goal-alone-brings-little-blackmail",
    "Claude Opus 4 blackmails for a goal without a threat in 4 of 100 runs.",
    "blackmail@2025.06",
    {
      goal: "explicit",
      threat: "none",
    },
  ),
  level(
    "goal-alone-brings-espionage",
    "Claude Opus 4 leaks for a goal without a threat in 57 of 100 runs.",
    "espionage@2025.06",
    {
      goal: "explicit",
      threat: "none",
    },
  ),
  level(
    "threat-alone-brings-no-espionage",
    "Claude Opus 4 leaks under a threat without a goal in no run.",
    "espionage@2025.06",
    {
      goal: "none",
      threat: "replacement",
    },
  ),
  level("neither-brings-blackmail", "Without goal and threat no model blackmails.", "blackmail@2025.06", {
    goal: "none",
    threat: "none",
  }),
  level(
    "one-leak-without-either",
    "Without goal and threat one run of one model leaks.",
    "espionage@2025.06",
    { goal: "none", threat: "none" },
    "llama-4-maverick",
  ),
];
