import { HoldfastError } from "@holdfast/core";

/** How much larger than what was sent a body may become; outcomes of real evals become 5 to 30 times as large. */
export const MOST_EXPANSION = 200;

/** Bytes up to which a body may become larger by any factor: that much is held in any case. */
export const FREE_BYTES = 8 * 1024 * 1024;

/** Counts what comes in and what it becomes. */
export interface ExpansionGuard {
  readonly received: (bytes: number) => void;
  /** @throws HoldfastError `too-large` as soon as it becomes too much */
  readonly expanded: (bytes: number) => void;
}

/**
 * Refuses bodies that are small only while they are packed.
 *
 * @param limit the most bytes that any body may become
 */
export function expansionGuard(limit: number): ExpansionGuard {
  let [received, expanded] = [0, 0];
  const refuse = (message: string, remedy: string): never => {
    throw new HoldfastError({ code: "too-large", message, place: { key: "content-encoding" }, remedy });
  };
  return {
    received(bytes) {
      received += bytes;
    },
    expanded(bytes) {
      expanded += bytes;
      if (expanded > limit)
        refuse(
          `the body unpacks to more than ${limit} bytes.`,
          "Send it in several requests: parts may come in any order, and what is there already is recognised.",
        );
      if (expanded > FREE_BYTES && expanded > MOST_EXPANSION * received)
        refuse(
          `the body unpacks to more than ${MOST_EXPANSION} times its size.`,
          "Send it without a content encoding, or in several requests.",
        );
    },
  };
}
