import type { NotEstimable as NotEstimableFinding } from "@holdfast/core";

/** There is no honest number: why, as a clause that follows "not estimable, because". */
export type NotEstimable = Readonly<Pick<NotEstimableFinding, "status" | "reason">>;

/** A result without a number. */
export function notEstimable(reason: string): NotEstimable {
  return { status: "not-estimable", reason };
}
