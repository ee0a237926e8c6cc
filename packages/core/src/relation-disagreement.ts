import type { Ablation } from "./ablation.js";
import { relationTo } from "./eval.js";
import type { MeasuredRelation } from "./measured-relation.js";
import type { Relation } from "./relation.js";

/** An arm and an eval whose relation was declared one way and measured another. */
export interface RelationDisagreement extends MeasuredRelation {
  readonly arm: string;
  readonly eval: string;
  readonly declared: Relation;
}

/** Where what was measured is not what was declared, in the order of evals and arms; unknown is neither. */
export function relationDisagreements({
  arms,
  evals,
}: Pick<Ablation, "arms" | "evals">): RelationDisagreement[] {
  return evals.flatMap((value) =>
    arms.flatMap(({ name }) => {
      const measured = value.measuredRelation?.[name];
      const declared = relationTo(value, name);
      const isTold = measured !== undefined && measured.relation !== "unknown" && declared !== "unknown";
      return isTold && measured.relation !== declared
        ? [{ arm: name, eval: value.id, declared, ...measured }]
        : [];
    }),
  );
}
