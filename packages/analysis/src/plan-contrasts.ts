import { type Ablation, controlOf, type Eval, type Metric, type StagePair, stagePairs } from "@holdfast/core";

/** A lead that will be asked for: an arm against its control at the end of a stage. */
export interface PlannedLead {
  readonly arm: string;
  readonly control: string;
  readonly eval: Eval;
  readonly metric: Metric;
  readonly stage: string;
}

/** A retention that will be asked for: the same between two stages. */
export interface PlannedRetention extends Omit<PlannedLead, "stage"> {
  readonly pair: StagePair;
}

/** Everything that will be asked of the outcomes, decided from the ablation alone. */
export interface ContrastPlan {
  readonly leads: readonly PlannedLead[];
  readonly retentions: readonly PlannedRetention[];
  /** Arms that have no control, so that no lead can be asked for. */
  readonly withoutControl: readonly string[];
}

function pairsOf(ablation: Ablation): readonly StagePair[] {
  const registered = ablation.plan.families.flatMap((family) =>
    family.question === "lead"
      ? []
      : family.members.map(({ from, to, fromCondition, toCondition }) => ({
          from,
          to,
          fromCondition,
          toCondition,
        })),
  );
  const pairs = new Map<string, StagePair>();
  for (const { from, to, fromCondition, toCondition } of [...stagePairs(ablation), ...registered]) {
    // Pairs of conditions that are named are told apart; the same two stages without any stand once.
    const key = JSON.stringify([from, to, fromCondition ?? null, toCondition ?? null]);
    const pair = {
      from,
      to,
      ...(fromCondition === undefined ? {} : { fromCondition }),
      ...(toCondition === undefined ? {} : { toCondition }),
    };
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}

/**
 * Which contrasts an analysis will look at, before any outcome is seen: every arm that has a control, on every
 * eval and metric, at every stage that is not a shared base, and every pair of stages that the plan or a
 * registered retention names. What the families register is among them; the rest is exploratory.
 */
export function planContrasts(ablation: Ablation): ContrastPlan {
  const treated = ablation.arms.flatMap(({ name }) => {
    const control = controlOf(ablation, name);
    return control === null ? [] : [{ arm: name, control }];
  });
  const controls = new Set(treated.map(({ control }) => control));
  const measured = ablation.evals.flatMap((value) =>
    value.metrics.map((metric) => ({ eval: value, metric })),
  );
  const asked = treated.flatMap((sides) => measured.map((what) => ({ ...sides, ...what })));
  const pairs = pairsOf(ablation);
  return {
    leads: asked.flatMap((what) =>
      ablation.stages
        .filter((stage) => stage.shared !== true)
        .map((stage): PlannedLead => ({ ...what, stage: stage.name })),
    ),
    retentions: asked.flatMap((what) => pairs.map((pair): PlannedRetention => ({ ...what, pair }))),
    withoutControl: ablation.arms
      .map(({ name }) => name)
      .filter((name) => controlOf(ablation, name) === null && !controls.has(name)),
  };
}
