import { HoldfastError } from "@holdfast/core";

/** The reserved ablation of runs that nobody has bound: it is in no list, and nobody registers, reads or deletes it. */
export const INBOX_ID = 0;
/** Its name, at any version. */
export const INBOX_NAME = "inbox";

/** @throws HoldfastError `forbidden` where an ablation would take the name of the inbox */
export function refuseInbox(name: string): void {
  if (name !== INBOX_NAME) return;
  throw new HoldfastError({
    code: "forbidden",
    message: `\`${INBOX_NAME}\` is the name of the place for runs that belong to no ablation yet.`,
    place: { key: "name" },
    remedy: "Give the ablation another name.",
  });
}
