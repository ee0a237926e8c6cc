import type { Ablation } from "./ablation.js";
import type { Family, LeadMember, RetentionMember, StagePair } from "./analysis-plan.js";

/** The pairs of stages for durability: those of the plan, else the last two stages. */
export function stagePairs(ablation: Ablation): readonly StagePair[] {
  if (ablation.plan.durability !== undefined) return ablation.plan.durability;
  const [to, from] = [...ablation.stages].reverse();
  return from === undefined || to === undefined ? [] : [{ from: from.name, to: to.name }];
}

function conditionsOf(ablation: Ablation, evalId: string) {
  return ablation.evals.find((value) => value.id === evalId)?.conditions ?? [undefined];
}

/**
 * Writes out the families of a plan that names none: every lead of every arm on every eval that is not a
 * guardrail, at each stage a durability question begins or ends with; and every retention between them.
 */
export function registerDefaultFamilies(ablation: Ablation): Ablation {
  if (ablation.plan.families.length > 0 || ablation.design === "observational") return ablation;
  const pairs = stagePairs(ablation);
  const lastStage = ablation.stages.at(-1)?.name;
  const stages =
    pairs.length > 0
      ? [...new Set(pairs.flatMap((pair) => [pair.from, pair.to]))]
      : lastStage === undefined
        ? []
        : [lastStage];
  const treated = ablation.arms.filter((arm) => {
    const control = arm.control ?? ablation.control;
    return control !== null && control !== arm.name;
  });
  const evals = ablation.evals.filter((value) => value.role !== "guardrail");
  const shared = new Set(ablation.stages.filter((stage) => stage.shared === true).map((stage) => stage.name));
  const leads = treated.flatMap((arm) =>
    evals.flatMap((value) =>
      stages
        .filter((stage) => !shared.has(stage))
        .flatMap((stage) =>
          conditionsOf(ablation, value.id).map(
            (condition): LeadMember => ({
              arm: arm.name,
              eval: value.id,
              stage,
              ...(condition === undefined ? {} : { condition }),
            }),
          ),
        ),
    ),
  );
  const retentions = treated.flatMap((arm) =>
    evals.flatMap((value) =>
      pairs
        .filter((pair) => !shared.has(pair.from))
        .flatMap((pair) =>
          conditionsOf(ablation, value.id).map(
            (condition): RetentionMember => ({
              ...(condition === undefined ? {} : { fromCondition: condition, toCondition: condition }),
              ...pair,
              arm: arm.name,
              eval: value.id,
            }),
          ),
        ),
    ),
  );
  const families: Family[] = [
    ...(leads.length === 0
      ? []
      : [{ name: "leads", question: "lead", method: "holm", members: leads } as const]),
    ...(retentions.length === 0
      ? []
      : [{ name: "retentions", question: "retention", method: "holm", members: retentions } as const]),
  ];
  return { ...ablation, plan: { ...ablation.plan, families } };
}
