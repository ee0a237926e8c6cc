import {
  type Ablation,
  type ArmRelation,
  type Distance,
  HoldfastError,
  nearestDistance,
  relationTo,
} from "@holdfast/core";

/** What the distances are set beside. */
export interface DistanceContext {
  readonly ablation: Ablation | null;
  readonly arm: string | null;
  readonly stage: string | null;
}

function unknownName(what: string, name: string, known: readonly string[]): HoldfastError {
  return new HoldfastError({
    code: "unknown-name",
    message: `there is no ${what} \`${name}\` in the ablation.`,
    remedy: `Known: ${known.join(", ")}.`,
  });
}

/** @throws HoldfastError `unknown-name` for an arm, a stage or an eval that the ablation does not have */
export function checkContext({ ablation, arm, stage }: DistanceContext, evals: Iterable<string>): void {
  if (ablation === null) return;
  const arms = ablation.arms.map(({ name }) => name);
  const stages = ablation.stages.map(({ name }) => name);
  const ids = ablation.evals.map(({ id }) => id);
  if (arm !== null && !arms.includes(arm)) throw unknownName("arm", arm, arms);
  if (stage !== null && !stages.includes(stage)) throw unknownName("stage", stage, stages);
  for (const id of evals) if (!ids.includes(id)) throw unknownName("eval", id, ids);
}

/** The relation of each eval to the data, by the data set that comes nearest, beside what the ablation declares. */
export function armRelations(
  { ablation, arm }: DistanceContext,
  distances: readonly Distance[],
): ArmRelation[] {
  const evals = [...new Set(distances.map(({ eval: id }) => id))];
  return evals.flatMap((id) => {
    const nearest = nearestDistance(distances.filter((distance) => distance.eval === id));
    if (nearest === undefined) return [];
    const declaring = ablation?.evals.find((value) => value.id === id);
    const declared = declaring === undefined || arm === null ? null : relationTo(declaring, arm);
    const { proposed, dataset, because } = nearest;
    const isOpen = declared === null || declared === "unknown" || proposed === "unknown";
    return [
      { arm, eval: id, proposed, dataset, because, declared, agrees: isOpen ? null : declared === proposed },
    ];
  });
}

/**
 * Data sets that the arm's mixes name and that were not given: what is measured is not all that it was trained on.
 *
 * @param given names of the data sets that were measured
 */
export function datasetsMissing(
  { ablation, arm, stage }: DistanceContext,
  given: readonly string[],
): string[] {
  const mixes = ablation?.arms.find(({ name }) => name === arm)?.mixes ?? {};
  const named = Object.entries(mixes).flatMap(([of, { components }]) =>
    stage === null || of === stage ? components.map(({ dataset }) => dataset) : [],
  );
  return [...new Set(named)].filter((dataset) => !given.includes(dataset));
}

/** The ablation with what was measured of an arm written beside what is declared. */
export function withMeasured(ablation: Ablation, arm: string, relations: readonly ArmRelation[]): Ablation {
  return {
    ...ablation,
    evals: ablation.evals.map((value) => {
      const found = relations.find(({ eval: id }) => id === value.id);
      if (found === undefined) return value;
      const { proposed: relation, dataset, because } = found;
      return {
        ...value,
        measuredRelation: { ...value.measuredRelation, [arm]: { relation, dataset, because } },
      };
    }),
  };
}
