import { type Ablation, type ComparisonReport, controlOf, differenceBetween, tokensOf } from "@holdfast/core";
import { formatQuantity, formatShare, formatTokens } from "../format.js";

type DesignRow = ComparisonReport["design"][number];

const listed = (parts: readonly string[]) => (parts.length === 0 ? "none" : parts.join(", "));

function seedsText({ seeds }: Ablation): string {
  if (seeds === "unknown") return "unknown";
  return typeof seeds === "number" ? `${seeds} an arm` : seeds.join(", ");
}

function armText(ablation: Ablation, arm: Ablation["arms"][number]): string {
  const tokens = Object.entries(arm.mixes).map(([stage, mix]) => {
    const count = tokensOf(mix);
    return `${stage} ${count === "unknown" ? "unknown tokens" : `${formatTokens(count)} tokens`}`;
  });
  const control = controlOf(ablation, arm.name);
  return `${arm.name}${control === null ? "" : ` against ${control}`}${tokens.length === 0 ? "" : ` (${tokens.join(", ")})`}`;
}

const factsOf = (ablation: Ablation): readonly (readonly [what: string, text: string])[] => [
  ["Question", ablation.question],
  ["Base model", ablation.baseModel],
  ["Design", ablation.design],
  ["Seeds planned", seedsText(ablation)],
  ["Stages", listed(ablation.stages.map(({ name }) => name))],
  [
    "Factors",
    listed(ablation.factors.map(({ name, levels }) => `${name} (${levels.map(String).join(", ")})`)),
  ],
  ["Arms", listed(ablation.arms.map((arm) => armText(ablation, arm)))],
  ["Evals", listed(ablation.evals.map(({ id, role }) => `${id} (${role})`))],
  [
    "Plan",
    `${formatShare(ablation.plan.alpha)} over each family; ${formatQuantity(ablation.plan.families.length, "family", "families")}; retained above ${formatShare(ablation.plan.retention.upper)}, lost below ${formatShare(ablation.plan.retention.lower)}; ${ablation.plan.target === "prompt-general" ? "new prompts" : "these prompts"}`,
  ],
];

/** Mixes and recipes of arms that both name, where they differ. */
function armDifferences(first: Ablation, second: Ablation): DesignRow[] {
  return first.arms.flatMap((arm) => {
    const other = second.arms.find(({ name }) => name === arm.name);
    if (other === undefined) return [];
    const differing = differenceBetween(
      { levels: arm.levels, mixes: arm.mixes, recipes: arm.recipes },
      { levels: other.levels, mixes: other.mixes, recipes: other.recipes },
    );
    return differing.map(({ key, before, after }) => ({
      what: `${arm.name}: ${key}`,
      first: before ?? "not stated",
      second: after ?? "not stated",
      same: false,
    }));
  });
}

/** What is registered of both beside each other; of arms of one name, every field in which they differ. */
export function comparedDesign(first: Ablation, second: Ablation): DesignRow[] {
  const others = new Map(factsOf(second));
  const facts = factsOf(first).map(([what, text]) => {
    const other = others.get(what) ?? "";
    return { what, first: text, second: other, same: text === other };
  });
  return [...facts, ...armDifferences(first, second)];
}
