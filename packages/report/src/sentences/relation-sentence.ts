import { type Ablation, type RelationDisagreement, relationDisagreements } from "@holdfast/core";
import { formatQuantity } from "../format.js";

/** How many relations were measured at all. */
function measuredRelations({ evals }: Pick<Ablation, "evals">): number {
  return evals.reduce((sum, { measuredRelation = {} }) => sum + Object.keys(measuredRelation).length, 0);
}

/** An eval that is nearer to an arm's training data, or farther from it, than was declared. */
export function disagreementSentence({
  arm,
  eval: id,
  declared,
  relation,
  dataset,
  because,
}: RelationDisagreement): string {
  return `${id} is declared ${declared} for ${arm} and measures as ${relation}, by ${dataset}: ${because}`;
}

/** Where declared and measured relations disagree, one sentence for all and one for each; none where nothing was measured. */
export function relationSentences(ablation: Ablation): string[] {
  const measured = measuredRelations(ablation);
  if (measured === 0) return [];
  const disagreements = relationDisagreements(ablation);
  const of = `${formatQuantity(measured, "relation")} to the training data ${measured === 1 ? "was" : "were"} measured on the texts`;
  if (disagreements.length === 0) return [`${of}; none is other than declared.`];
  const count = disagreements.length;
  return [
    `${of}; ${count} ${count === 1 ? "is" : "are"} other than declared; near and far stand here as they were declared.`,
    ...disagreements.map(disagreementSentence),
  ];
}
