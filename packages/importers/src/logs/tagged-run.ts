import { type BindingTag, bindingTags, type Condition, type Judge } from "@holdfast/core";
import type { SaidFields } from "../binding/log-binding.js";

/** What the tags of a tracked run say: of its checkpoint, and of the evals among its metrics. */
export interface TaggedRun {
  readonly said: SaidFields;
  /** Metric keys and the evals they stand for. */
  readonly tagged: Readonly<Record<string, string>>;
  readonly judge: Judge;
  readonly condition: Condition;
  readonly parent: { readonly stage: string; readonly step?: number; readonly branch?: number } | null;
}

/**
 * Reads `holdfast.*` tags as the MLflow door reads them. A run that states no seed is told apart by its id.
 *
 * @throws HoldfastError `invalid-input` or `unknown-name`, naming the tag
 */
export function taggedRun(tags: readonly BindingTag[], runId: string): TaggedRun {
  const { ablation, arm, stage, seed, branch, parent, judge, condition, evals } = bindingTags(tags);
  const words = {
    ablation,
    arm,
    stage,
    seed,
    branch,
    run: arm !== undefined && seed === undefined ? runId : undefined,
  };
  const said = Object.entries(words).filter(([, value]) => value !== undefined);
  const isOther = parent !== undefined && parent.branch !== (branch ?? 0);
  return {
    said: Object.fromEntries(
      said.map(([word, value]) => [word, { value, from: word === "run" ? "run id" : "tag" }]),
    ),
    tagged: evals,
    judge,
    condition,
    // a run spans its stages, so that an earlier stage of the same branch is no other run
    parent: isOther
      ? { stage: parent.stage, ...(parent.step === null ? {} : { step: parent.step }), branch: parent.branch }
      : null,
  };
}
