import { differenceBetween, type RevisionAnswer } from "@holdfast/core";
import type { Context } from "../context.js";

/** One revision of an ablation, and what it changed. @throws HoldfastError `not-found` */
export async function readRevision(
  context: Context,
  input: { readonly identity: string; readonly revision: number },
): Promise<RevisionAnswer> {
  const { identity, revision } = input;
  const document = await context.store.revision(identity, revision);
  if (revision === 1) return { ...document, changes: [] };
  const before = await context.store.revision(identity, revision - 1);
  const changes = differenceBetween(before.ablation, document.ablation).map((one) => ({
    key: one.key,
    before: one.before ?? null,
    after: one.after ?? null,
  }));
  return { ...document, changes };
}
