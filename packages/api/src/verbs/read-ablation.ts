import type { Registration } from "@holdfast/core";
import type { Context } from "../context.js";

/** The registration of an ablation with its revisions. @throws HoldfastError `not-found` */
export function readAblation(context: Context, input: { readonly identity: string }): Promise<Registration> {
  return context.store.registration(input.identity);
}
