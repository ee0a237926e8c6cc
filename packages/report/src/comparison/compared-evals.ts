import { type Ablation, type ComparedEval, type Eval, evalFingerprint } from "@holdfast/core";

const hash = ({ contentHash }: Eval) =>
  contentHash === undefined || contentHash === "unknown" ? null : contentHash;

function metricsDiffer(first: Eval, second: Eval): boolean {
  const known = { contentHash: undefined };
  return evalFingerprint({ ...first, ...known }) !== evalFingerprint({ ...second, ...known });
}

function comparedEval(first: Eval, second: Eval): ComparedEval {
  const { id } = first;
  const [one, other] = [hash(first), hash(second)];
  if (one !== null && other !== null && one !== other)
    return { eval: id, status: "another", reason: "the content is another one, though the name is the same" };
  const metrics = metricsDiffer(first, second)
    ? "; their metrics are not all the same, and only those that are stand side by side"
    : "";
  if (one !== null && one === other)
    return { eval: id, status: "same", reason: `the content is the same${metrics}` };
  return {
    eval: id,
    status: "assumed",
    reason: `the name is the same; the content of ${one === null && other === null ? "neither" : "only one"} is known by its hash${metrics}`,
  };
}

/** The evals that both name, and whether they are the same. */
export function comparedEvals(first: Ablation, second: Ablation): ComparedEval[] {
  return first.evals.flatMap((value) => {
    const other = second.evals.find(({ id }) => id === value.id);
    return other === undefined ? [] : [comparedEval(value, other)];
  });
}

/** Whether a metric means the same in both: direction and scale. */
export function isSameMetric(first: Eval, second: Eval, name: string): boolean {
  const [one, other] = [first, second].map(({ metrics }) => metrics.find((metric) => metric.name === name));
  if (one === undefined || other === undefined) return false;
  return one.direction === other.direction && JSON.stringify(one.scale) === JSON.stringify(other.scale);
}
