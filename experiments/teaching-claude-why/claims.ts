import type { Claim } from "@holdfast/core";
import { BLACKMAIL, BLACKMAIL_SUITE, HONEYPOTS } from "./evals.js";
import { PRODUCTION_CLAIMS } from "./production-claims.js";
import { BOTH, claim, kept, lead, level, POST, TECHNICAL } from "./published-claim.js";

/*
 * Every claim of "Teaching Claude Why", in our words, with the contrast that would show it. A claim that was
 * published without a number, or only as a figure, and that no registered contrast could show, has none.
 */

export const HONEYPOT_DATA_CLAIMS: readonly Claim[] = [
  claim(
    "starting-rate",
    "Claude Sonnet 4 acts misaligned in 22% of honeypot runs before further training.",
    BOTH,
    level("control", HONEYPOTS.id, "sft"),
  ),
  claim(
    "demonstrations-help-little",
    "Judge-filtered demonstrations on synthetic honeypots lower the rate only from 22% to 15%.",
    BOTH,
    lead("judge-filtered", HONEYPOTS.id, "sft"),
  ),
  claim(
    "preference-filter-is-worse",
    "Filtering the demonstrations by a preference model does worse than filtering by a judge.",
    TECHNICAL,
    null,
    "No number was published.",
  ),
  claim(
    "reasons-help-more",
    "Responses sampled under an injected prompt that brings out reasons lower the rate to about 3%.",
    BOTH,
    lead("injected-reasons", HONEYPOTS.id, "sft"),
  ),
  claim(
    "reasons-not-size",
    "The advantage of the injected data is not one of size: 8 thousand transcripts of each come out similar.",
    TECHNICAL,
    null,
    "No number was published.",
  ),
  claim(
    "injections-differ",
    "Injected prompts differ in how much they help, from none to the combination of several.",
    TECHNICAL,
    null,
    "Only the names of the injections are in the text; values are in a figure.",
  ),
  claim(
    "resisting-a-ruthless-prompt",
    "Aligned responses given under a prompt that pushes for misconduct lower the rate more.",
    TECHNICAL,
    null,
    "Figure only.",
  ),
  claim(
    "more-reasons-help-further",
    "85 million tokens of the injected data lower the rate to about 1%.",
    TECHNICAL,
    lead("injected-reasons-scaled", HONEYPOTS.id, "sft"),
  ),
  claim(
    "reduced-to-zero",
    "Misalignment in honeypots can be trained away to nothing.",
    TECHNICAL,
    level("injected-reasons-scaled", HONEYPOTS.id, "sft"),
    "Zero in the introduction, about 1% in the body: 1% is recorded.",
  ),
  claim(
    "advice-is-as-good",
    "3 million tokens of difficult advice do as well as 85 million tokens of honeypot data.",
    BOTH,
    lead("difficult-advice", HONEYPOTS.id, "sft"),
    "Given as the same improvement with 28 times fewer tokens; 1% is what the pipeline ablation implies.",
  ),
  claim(
    "honeypot-training-does-not-generalise",
    "Training on honeypots lowers honeypots and leaves the held-out automated assessment where it was.",
    TECHNICAL,
    null,
    "Figure only.",
  ),
  claim(
    "advice-generalises-best",
    "Difficult advice does best on overall misaligned behaviour in the held-out automated assessment.",
    TECHNICAL,
    null,
    "Figure only.",
  ),
  claim(
    "own-name-lowers-sabotage",
    "Claude Sonnet 4 sabotages less when the AI of the scenario is called Claude.",
    TECHNICAL,
    null,
    "Figure only.",
  ),
];

export const ADVICE_PIPELINE_CLAIMS: readonly Claim[] = [
  claim(
    "prompt-rewrite-matters-little",
    "Without the prompt rewrite the rate is 2%, within error of the whole pipeline.",
    TECHNICAL,
    lead("without-prompt-rewrite", HONEYPOTS.id, "sft"),
    "The error bars are not in the text.",
  ),
  claim(
    "response-rewrite-is-essential",
    "Without the response rewrite the rate is 19%, nineteen times that of the whole pipeline.",
    TECHNICAL,
    lead("without-response-rewrite", HONEYPOTS.id, "sft"),
    "This 19% is an average of three honeypots; the 19% of constitution documents is blackmail alone.",
  ),
];

export const CONSTITUTION_STORIES_CLAIMS: readonly Claim[] = [
  claim(
    "documents-and-stories",
    "Constitution documents with stories lower blackmail from 65% to 19%, more than threefold.",
    BOTH,
    lead("documents", BLACKMAIL.id, "sft"),
  ),
  claim(
    "stories-alone",
    "14 million tokens of stories about aligned AIs, then generic chat, lower misalignment clearly.",
    TECHNICAL,
    null,
    "Figure only.",
  ),
  claim(
    "stories-of-psychological-health",
    "About 12 thousand stories of psychological health, 30 million tokens, lower blackmail and honeypots a further 1.3 to 3 times.",
    TECHNICAL,
    null,
    "A range of ratios without the levels behind it.",
  ),
  claim(
    "documents-beat-chat",
    "The same content teaches recall and resistance to false premises better as documents than as chat; open-ended beliefs differ little.",
    TECHNICAL,
    null,
    "Figure only.",
  ),
];

export const DOCUMENT_DIVERSITY_CLAIMS: readonly Claim[] = [
  claim(
    "diverse-documents",
    "A diverse mixture of more than 300 million tokens lowers blackmail from over 60% to 25%.",
    TECHNICAL,
    lead("diverse-documents", BLACKMAIL_SUITE.id, "sft"),
    "The 60% is a lower bound.",
  ),
  claim(
    "not-yet-flat",
    "At 350 million tokens the rate is still falling.",
    TECHNICAL,
    null,
    "Figure only; corpora of different size are not nested.",
  ),
];

export const TOOL_DEFINITIONS_CLAIMS: readonly Claim[] = [
  claim(
    "tools-in-view-help",
    "Unused tool definitions and varied system prompts in RL lower honeypots by a small but significant amount.",
    BOTH,
    lead("chat-with-tools", HONEYPOTS.id, "rl"),
    "No public number: figure only. Awaiting outcomes.",
  ),
  claim(
    "tools-in-view-are-faster",
    "With tools in view the rate falls faster over RL steps.",
    BOTH,
    null,
    "Figure only, and a question about a curve.",
  ),
];

const SNAPSHOTS = ["documents", "documents+harmlessness", "documents+values"] as const;

export const RL_PERSISTENCE_CLAIMS: readonly Claim[] = [
  ...SNAPSHOTS.map((arm) =>
    claim(
      `lead-is-kept-${arm}`,
      `The snapshot ${arm} keeps its lead over the generic one through RL.`,
      TECHNICAL,
      kept(arm, HONEYPOTS.id),
      "No public number: figure only. Awaiting outcomes.",
    ),
  ),
  ...SNAPSHOTS.map((arm) =>
    claim(
      `plateau-is-better-${arm}`,
      `Where RL levels off, the snapshot ${arm} levels off better than the generic one.`,
      TECHNICAL,
      lead(arm, HONEYPOTS.id, "rl"),
      "No public number: figure only. Awaiting outcomes.",
    ),
  ),
  claim(
    "better-starts-learn-faster",
    "Better starts often learn faster early in RL.",
    TECHNICAL,
    null,
    "Figure only, and a question about a curve.",
  ),
  ...SNAPSHOTS.map((arm) =>
    claim(
      `rl-adds-recall-${arm}`,
      `RL improves constitution evals for the snapshot ${arm} and not for the generic one.`,
      TECHNICAL,
      kept(arm, "constitution-recall@2026.05"),
      "No public number: figure only. Awaiting outcomes; the claim holds if the lead grows.",
    ),
  ),
  ...SNAPSHOTS.map((arm) =>
    claim(
      `rl-adds-no-beliefs-${arm}`,
      `RL improves recall and not open-ended alignment scores (snapshot ${arm}).`,
      TECHNICAL,
      kept(arm, "constitution-beliefs@2026.05"),
      "From the limitations; the section on RL says that both improve. No public number.",
    ),
  ),
  claim(
    "good-traits-rise",
    "Admirable conduct and being good for the user rise over RL too.",
    TECHNICAL,
    null,
    "Figure only, and a statement about levels.",
  ),
  claim(
    "alignment-rl-alone-does-little",
    "Scaled-down post-training on alignment alone moved misalignment of a Haiku-class model only slightly and levelled off early.",
    POST,
    null,
    "No public number.",
  ),
];

/** All of them, by the name of the ablation that carries them. */
export const CLAIMS: Readonly<Record<string, readonly Claim[]>> = {
  "teaching-claude-why-honeypot-data": HONEYPOT_DATA_CLAIMS,
  "teaching-claude-why-advice-pipeline": ADVICE_PIPELINE_CLAIMS,
  "teaching-claude-why-constitution-stories": CONSTITUTION_STORIES_CLAIMS,
  "teaching-claude-why-document-diversity": DOCUMENT_DIVERSITY_CLAIMS,
  "teaching-claude-why-tool-definitions": TOOL_DEFINITIONS_CLAIMS,
  "teaching-claude-why-rl-persistence": RL_PERSISTENCE_CLAIMS,
  "agentic-misalignment-2025": PRODUCTION_CLAIMS,
};
