import type { AblationList } from "@holdfast/core";
import type { Context } from "../context.js";

/** The registered ablations, those in use or those that are archived, as far as the caller may see them. */
export async function listAblations(
  context: Context,
  input: { readonly archived: boolean },
): Promise<AblationList> {
  const { ablation = null } = context;
  const registrations = await context.store.registrations({ archived: input.archived });
  return { ablations: registrations.filter(({ identity }) => ablation === null || identity === ablation) };
}
