import {
  type Ablation,
  type BindingTag,
  bindingTags,
  HoldfastError,
  parseIdentity,
  scoredKeys,
} from "@holdfast/core";
import type { BindingGiven } from "@holdfast/store";
import { requireAblation } from "../auth/authorize.js";
import type { Context } from "../context.js";

function unknown(key: string, message: string, remedy: string): HoldfastError {
  return new HoldfastError({ code: "unknown-name", message, place: { key: `holdfast.${key}` }, remedy });
}

/** Ablations whose identity, title or question holds the name of another. */
const MOST_NAMESAKES = 10_000;

/** The identity of an ablation that is named with or without its version. */
async function identityOf({ store }: Context, named: string): Promise<string> {
  if (named.includes("@")) {
    parseIdentity(named);
    return named;
  }
  const { ablations } = await store.ablations({ text: named, order: "identity", limit: MOST_NAMESAKES });
  const found = ablations
    .map(({ identity }) => identity)
    .filter((identity) => parseIdentity(identity).name === named);
  const [only, another] = found;
  if (only === undefined)
    throw unknown(
      "ablation",
      `there is no ablation \`${named}\`.`,
      "Register it before the training starts, or correct the tag.",
    );
  if (another !== undefined)
    throw unknown(
      "ablation",
      `there are several versions of \`${named}\`: ${found.join(", ")}.`,
      "Name the version too.",
    );
  return only;
}

async function ablationOf(
  context: Context,
  named: string,
): Promise<{ identity: string; ablation: Ablation }> {
  const identity = await identityOf(context, named);
  requireAblation({ ablation: context.ablation ?? null, actor: context.actor }, identity);
  try {
    return { identity, ablation: (await context.store.registration(identity)).ablation };
  } catch (error) {
    if (!(error instanceof HoldfastError) || error.code !== "not-found") throw error;
    throw unknown(
      "ablation",
      `there is no ablation \`${identity}\`.`,
      "Register it before the training starts, or correct the tag.",
    );
  }
}

function listed(names: readonly { readonly name: string }[]): string {
  return names.map(({ name }) => name).join(", ");
}

/**
 * What the tags of a run make it a training of, or null as long as ablation, arm and stage are not all there. What
 * is there already is checked, so that a wrong name is refused when it is set and not when the last tag comes.
 *
 * @throws HoldfastError `unknown-name` or `invalid-input`, naming the tag
 */
export async function findBinding(
  context: Context,
  runId: string,
  tags: readonly BindingTag[],
): Promise<BindingGiven | null> {
  const { ablation: named, arm, stage, seed = null, branch = 0, parent = null, evals } = bindingTags(tags);
  if (named === undefined) return null;
  const { identity, ablation } = await ablationOf(context, named);
  if (arm !== undefined && !ablation.arms.some(({ name }) => name === arm))
    throw unknown("arm", `${identity} has no arm \`${arm}\`.`, `Its arms are ${listed(ablation.arms)}.`);
  for (const [key, name] of [
    ["stage", stage],
    ["parent", parent?.stage],
  ] as const)
    if (name !== undefined && !ablation.stages.some((known) => known.name === name))
      throw unknown(
        key,
        `${identity} has no stage \`${name}\`.`,
        `Its stages are ${listed(ablation.stages)}.`,
      );
  scoredKeys(ablation, evals);
  if (arm === undefined || stage === undefined) return null;
  // a run spans its stages, so that an earlier stage of the same branch is no other run
  const from = parent?.branch === branch ? null : parent;
  // a run without a seed is told apart by its id
  const callerId = seed === null ? runId : null;
  return {
    identity,
    stage,
    run: { arm, seed, branch, callerId, parent: from, recipe: null, environment: null },
  };
}
