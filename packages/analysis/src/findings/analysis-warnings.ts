import type { Ablation, Durability, Effect, FamilyResult, Warning } from "@holdfast/core";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { ContrastPlan } from "../plan-contrasts.js";
import { uniqueWarnings } from "./side-warnings.js";

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
  const { pooledVariance, seedPairing, plannedLooks } = ablation.plan;
  const outside = (message: string) => found.push({ code: "outside-plan", message });
  if (pooledVariance)
    outside("The plan registers the pooled design effect; it is not computed, the default of each pair is.");
  if (seedPairing === "by-seed")
    outside(
      "The plan pairs runs by seed; they are analysed as independent, which is the wider answer where pairing helps.",
    );
  if (plannedLooks > 1)
    outside(`The plan registers ${plannedLooks} looks; p-values are those of a single look.`);
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
