import {
  type Ablation,
  ablationIdentity,
  isHoldfastError,
  parseAblation,
  type Registered,
} from "@holdfast/core";
import { requireAblation } from "../auth/authorize.js";
import { actorOf, type Context } from "../context.js";
import { within } from "../within.js";

/**
 * Registers an ablation. The same identity with the same content is no change.
 *
 * An ablation is stamped retrospective when the caller says so, as for published figures, and also when
 * outcomes of that identity are known to the audit trail: deleting and registering again hides nothing.
 *
 * @throws HoldfastError `drift` when the identity is registered with another content, `forbidden` when the caller
 * is bound to another ablation
 */
export async function registerAblation(
  context: Context,
  input: { readonly ablation: Ablation; readonly retrospective: boolean },
): Promise<Registered> {
  const ablation = within({ key: "ablation" }, () => parseAblation(input.ablation));
  requireAblation(context, ablationIdentity(ablation));
  const retrospective = input.retrospective || (await hadOutcomes(context, ablationIdentity(ablation)));
  return context.store.register(ablation, actorOf(context), { retrospective });
}

const WHOLE_TRAIL = 1_000_000;

/** Whether outcomes were recorded for an ablation that was then deleted; one that is registered keeps its stamp. */
async function hadOutcomes(context: Context, identity: string): Promise<boolean> {
  try {
    await context.store.registration(identity);
    return false;
  } catch (error) {
    if (!isHoldfastError(error) || error.code !== "not-found") throw error;
  }
  const { entries: trail } = await context.store.audit({ identity, limit: WHOLE_TRAIL });
  return trail.some((entry) => entry.action === "record" || entry.action === "restore");
}
