import type { Exclusion } from "@holdfast/core";
import { actorOf, type Context } from "../context.js";

/** Takes an exclusion back. @throws HoldfastError `not-found` when nothing was set aside */
export function readmitEvidence(
  context: Context,
  input: { readonly identity: string; readonly what: Exclusion["what"] },
): Promise<void> {
  return context.store.readmit(input.identity, input.what, actorOf(context));
}
