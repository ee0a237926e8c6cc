import {
  type Ablation,
  type Amendment,
  ablationIdentity,
  HoldfastError,
  parseAblation,
  type Registration,
} from "@holdfast/core";
import { actorOf, type Context } from "../context.js";
import { within } from "../within.js";

/**
 * Replaces the document of a registered ablation by its next revision. Name and version stay.
 *
 * @throws HoldfastError `invalid-input` when the document has another identity, `not-found` when it is not registered
 */
export async function amendAblation(
  context: Context,
  input: { readonly identity: string; readonly ablation: Ablation; readonly amendment: Amendment },
): Promise<Registration> {
  const ablation = within({ key: "ablation" }, () => parseAblation(input.ablation));
  const given = ablationIdentity(ablation);
  if (given !== input.identity) {
    throw new HoldfastError({
      code: "invalid-input",
      message: `the amended document is ${given}, and ${input.identity} is to be amended.`,
      place: { key: ablation.name === input.identity.split("@")[0] ? "ablation.version" : "ablation.name" },
      remedy: "Keep name and version in an amendment, or register the document as a new ablation.",
    });
  }
  return context.store.amend(input.identity, ablation, input.amendment, actorOf(context));
}
