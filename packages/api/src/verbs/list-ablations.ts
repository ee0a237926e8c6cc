import type { AblationList } from "@holdfast/core";
import type { Context } from "../context.js";

/** The registered ablations: those in use, or those that are archived. */
export async function listAblations(
  context: Context,
  input: { readonly archived: boolean },
): Promise<AblationList> {
  return { ablations: [...(await context.store.registrations({ archived: input.archived }))] };
}
