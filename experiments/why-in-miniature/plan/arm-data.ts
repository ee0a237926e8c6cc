import type { Shares } from "../mixes/mix.js";
import type { Environment, EnvironmentName } from "../training/environment.js";

/** What an arm is trained on, stage by stage: the ablation tells it, and the training does it. */
export interface ArmData {
  readonly sdf: Shares;
  readonly sft: Shares;
  readonly rl: Environment;
  /** Words of SFT, where an arm reads more of them than the sizes say. */
  readonly sftTokens?: number;
}

/** What is given to an arm instead of neutral data of the same size. */
export interface Ingredients {
  /** Documents of the SDF stage. */
  readonly documents?: "principles" | "stories";
  /** Chats of the SFT stage. */
  readonly chats?: "demonstrations" | "reasoned-demonstrations" | "difficult-advice";
  /** Unused tool definitions and varied system prompts around the harmlessness chats of RL. */
  readonly tools?: boolean;
  /** What RL rewards. */
  readonly environment?: EnvironmentName;
}

/** So many words of demonstrations on top of all the neutral chats of SFT. */
export function demonstrationDose(added: number, neutral: number): ArmData {
  if (added === 0) return armData({});
  const sftTokens = neutral + added;
  const shares = { "generic-chats": neutral / sftTokens, demonstrations: added / sftTokens };
  return { ...armData({}), sft: shares, sftTokens };
}

/** Half of a stage is an ingredient, where there is one; the rest, or all of it, is neutral. */
export function armData({ documents, chats, tools = false, environment = "standard" }: Ingredients): ArmData {
  return {
    sdf:
      documents === undefined ? { "generic-documents": 1 } : { "generic-documents": 0.5, [documents]: 0.5 },
    sft: chats === undefined ? { "generic-chats": 1 } : { "generic-chats": 0.5, [chats]: 0.5 },
    rl: { name: environment, withTools: tools },
  };
}
