import type { Ablation, Efficiency } from "@holdfast/core";
import { frontierArms } from "../figures/frontier-rows.js";
import { subjectOf } from "../subject.js";
import { listed } from "../table.js";
import { driverPlace } from "./driver-sentence.js";

/** Which arms no other one beats with fewer tokens, place by place. It is read off the estimates, and no test. */
export function frontierSentences(ablation: Ablation, efficiency: readonly Efficiency[]): string[] {
  const subject = subjectOf(ablation);
  return efficiency.flatMap((one) => {
    const { drawn } = frontierArms(subject, one);
    const front = drawn
      .filter(({ isOnFrontier }) => isOnFrontier)
      .sort((a, b) => a.extra - b.extra || b.gain - a.gain)
      .map(({ arm }) => arm.arm);
    if (drawn.length < 2) return [];
    const place = `On ${driverPlace(subject, one)}`;
    return [
      front.length === 0
        ? `${place} no arm does better than its control, by these estimates.`
        : `${place} no other arm does better with fewer tokens than ${listed(front)}, by these estimates and without a test.`,
    ];
  });
}
