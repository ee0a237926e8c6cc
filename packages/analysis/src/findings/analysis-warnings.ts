import {
  type Ablation,
  type Durability,
  type Effect,
  type FamilyResult,
  metricNamed,
  primaryMetric,
  type Warning,
} from "@holdfast/core";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { ContrastPlan } from "../plan-contrasts.js";
import { plannedSeeds } from "./lead-looks.js";
import { uniqueWarnings } from "./side-warnings.js";

/** What a reader must know of numbers that were asked for by another method than the default. */
export function methodWarnings(method: string | undefined): Warning[] {
  if (method === undefined) return [];
  return [
    {
      code: "outside-plan",
      message: `Leads were asked for by \`${method}\` instead of the default of each: this is not the registered analysis, and what stands here does not stand by the plan.`,
    },
  ];
}

function directionOf(
  ablation: Ablation,
  member: { readonly eval: string; readonly metric?: string | undefined },
) {
  const value = ablation.evals.find(({ id }) => id === member.eval);
  if (value === undefined) return undefined;
  return (member.metric === undefined ? primaryMetric(value) : metricNamed(value, member.metric))?.direction;
}

function planWarnings(
  ablation: Ablation,
  { withoutControl }: ContrastPlan,
  retrospective: boolean,
): Warning[] {
  const found: Warning[] = [];
  if (retrospective)
    found.push({ code: "retrospective", message: "The ablation was registered after outcomes existed." });
  if (ablation.design === "observational") {
    found.push({
      code: "observational",
      message: "Nothing was varied on purpose: differences between arms are not effects of an intervention.",
    });
  } else if (withoutControl.length > 0) {
    found.push({
      code: "no-control",
      message: `No control to compare with: ${withoutControl.map((arm) => `\`${arm}\``).join(", ")}.`,
    });
  }
  const { families, seedPairing, plannedLooks } = ablation.plan;
  const outside = (message: string) => found.push({ code: "outside-plan", message });
  if (seedPairing === "by-seed")
    outside(
      "The plan pairs runs by seed: leads are. Durability, trajectories and levels take runs as independent, which is the wider answer where pairing helps.",
    );
  if (plannedLooks > 1)
    outside(
      plannedSeeds(ablation) === null
        ? `The plan registers ${plannedLooks} looks and no number of runs, so that no look can be told from another: p-values are those of a single look.`
        : `The plan registers ${plannedLooks} looks: adjusted p-values of leads hold over all of them. Retentions, intervals and unadjusted p-values are those of a single look.`,
    );
  for (const { name, members } of families) {
    const directions = new Set(members.map((member) => directionOf(ablation, member)));
    if (directions.size > 1)
      found.push({
        code: "opposite-directions",
        message: `\`${name}\` holds evals on which lower is better and others on which higher is: each lead is read in its own direction.`,
      });
  }
  for (const stage of ablation.stages) {
    if (stage.shared === true)
      found.push({
        code: "shared-base",
        message: `\`${stage.name}\` is shared by all arms: its lead is 0 by construction and is not tested.`,
      });
  }
  return found;
}

function pendingWarnings(families: readonly FamilyResult[]): Warning[] {
  return families
    .filter(({ answered, size }) => answered < size)
    .map(({ name, answered, size }) => ({
      code: "pending-member",
      message: `${size - answered} of ${size} registered comparisons of \`${name}\` have no p-value, because outcomes are missing or do not allow one, and count as p = 1.`,
    }));
}

function excludedWarnings({ setAside }: EvidenceIndex): Warning[] {
  if (setAside.length === 0) return [];
  return [
    {
      code: "excluded",
      message: `${setAside.length} outcome${setAside.length === 1 ? " was" : "s were"} set aside and did not take part.`,
    },
  ];
}

/** A warning that carries the numbers of one finding, as it is said of all of them together. */
function inGeneral(warning: Warning): Warning {
  if (warning.code !== "summary-evidence") return warning;
  return {
    code: warning.code,
    message:
      "Means were reported, not scores. Where both arms answered the same prompts, standard errors would be smaller than those used here; each finding says by how much.",
  };
}

/** What a reader must know before any single number: of the plan, the families, and every finding, each thing once. */
export function analysisWarnings(
  index: EvidenceIndex,
  plan: ContrastPlan,
  answers: {
    readonly effects: readonly Effect[];
    readonly durability: readonly Durability[];
    readonly families: readonly FamilyResult[];
  },
  retrospective: boolean,
): Warning[] {
  return uniqueWarnings([
    ...planWarnings(index.ablation, plan, retrospective),
    ...excludedWarnings(index),
    ...pendingWarnings(answers.families),
    ...answers.effects.flatMap(({ findings }) => findings.flatMap(({ warnings }) => warnings)).map(inGeneral),
    ...answers.durability.flatMap(({ warnings }) => warnings).map(inGeneral),
  ]);
}
