import { type Ablation, type Eval, type LeftOutEval, type Relation, relationTo } from "@holdfast/core";

/** Evals near an arm's training data and far from it, and those that take no part. */
export interface EvalSides {
  readonly basis: "relation" | "role";
  readonly near: readonly Eval[];
  readonly far: readonly Eval[];
  readonly leftOut: readonly LeftOutEval[];
}

function sideOf(relation: Relation): "near" | "far" | null {
  if (relation === "unknown") return null;
  return relation === "out-of-distribution" ? "far" : "near";
}

/**
 * Which evals are near an arm's training data and which are far from it: by declared relation; where no relation of
 * any target or held-out eval is known, targets stand for near and held-out evals for far. Guardrails measure what
 * should not move and take no part.
 */
export function evalSides(ablation: Ablation, arm: string): EvalSides {
  const asked = ablation.evals.filter(({ role }) => role !== "guardrail");
  const related = asked.map((value) => ({ value, side: sideOf(relationTo(value, arm)) }));
  const byRole = related.every(({ side }) => side === null);
  const sides = byRole
    ? asked.map((value) => ({ value, side: value.role === "target" ? ("near" as const) : ("far" as const) }))
    : related;
  const own = (side: "near" | "far") =>
    sides.filter((candidate) => candidate.side === side).map(({ value }) => value);
  const [near, far] = [own("near"), own("far")];
  const unknown = sides
    .filter(({ side }) => side === null)
    .map(({ value }) => ({
      arm,
      eval: value.id,
      reason: "nobody says how far it is from the arm's training data",
    }));
  const missing = near.length === 0 ? "near" : far.length === 0 ? "far from" : null;
  const alone =
    missing === null
      ? []
      : [...near, ...far].map(({ id }) => ({
          arm,
          eval: id,
          reason: `no eval is ${missing} the arm's training data, so there is nothing to set it against`,
        }));
  return {
    basis: byRole ? "role" : "relation",
    near,
    far,
    leftOut: [...unknown, ...alone],
  };
}
