import { HoldfastError } from "@holdfast/core";
import type { StoredAblation } from "./stored-ablation.js";

/**
 * Refuses what was checked against an ablation that has been amended since.
 *
 * @param checkedAgainst the fingerprint of the document that it was checked against; undefined: not said
 * @throws HoldfastError `conflict`
 */
export function checkStillRegistered(stored: StoredAblation, checkedAgainst: string | undefined): void {
  if (checkedAgainst === undefined || checkedAgainst === stored.fingerprint) return;
  throw new HoldfastError({
    code: "conflict",
    message: `${stored.name}@${stored.version} was amended while this was checked against it.`,
    remedy: "Send it again.",
    retryAfterSeconds: 1,
  });
}
