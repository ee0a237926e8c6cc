import type { InterventionList } from "@holdfast/core";
import type { Context } from "../context.js";

/** The events in the lives of an ablation's runs. */
export async function listInterventions(
  context: Context,
  input: { readonly identity: string },
): Promise<InterventionList> {
  return { interventions: [...(await context.store.interventions(input.identity))] };
}
