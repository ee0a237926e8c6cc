import type { Efficiency } from "@holdfast/core";
import { formatTokens } from "../format.js";
import { type Subject, unitFor } from "../subject.js";
import { printDifference } from "../unit.js";
import { label } from "./drawing.js";
import type { FrontierArm } from "./frontier-rows.js";

/** `14M`, `none` where the arm has no more tokens than its control, `none (3M fewer)`. */
export function extraText(extra: number): string {
  if (extra > 0) return formatTokens(extra);
  return extra === 0 ? "none" : `none (${formatTokens(-extra)} fewer)`;
}

/** An arm of the frontier in a sentence: what it gained, for how many tokens. */
export function frontierTitle(subject: Subject, efficiency: Efficiency, one: FrontierArm): string {
  const unit = unitFor(subject, efficiency);
  const gain = printDifference({ estimate: one.gain, interval: null }, unit).spoken;
  const rate =
    one.perMillion === null
      ? ""
      : `; ${printDifference({ estimate: one.perMillion.estimate, interval: null }, unit).spoken} for each million`;
  const front = one.isOnFrontier ? " No other arm does better with fewer tokens, by these estimates." : "";
  return label(
    `${one.arm.arm} on ${efficiency.eval}: an improvement of ${gain} over ${one.arm.control}; extra tokens: ${extraText(one.extra)}${rate}.${front}`,
  );
}
