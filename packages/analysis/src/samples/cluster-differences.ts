import { type ClusterDifference, compareText, type SampleDifference } from "@holdfast/core";

type Prompt = Pick<SampleDifference, "cluster" | "means" | "difference">;

/** Below this a difference is what rounding leaves of none. */
const LEVEL = 1e-12;

function meanOf(prompts: readonly Prompt[], pick: (prompt: Prompt) => number): number {
  return prompts.reduce((sum, prompt) => sum + pick(prompt), 0) / prompts.length;
}

/** Prompts by their cluster: the largest mean difference first, then by bytes. Each prompt counts once. */
export function clusterDifferences(prompts: readonly Prompt[]): ClusterDifference[] {
  const clusters = new Map<string, Prompt[]>();
  for (const prompt of prompts) {
    const known = clusters.get(prompt.cluster);
    if (known === undefined) clusters.set(prompt.cluster, [prompt]);
    else known.push(prompt);
  }
  return [...clusters]
    .map(([cluster, own]) => ({
      cluster,
      prompts: own.length,
      means: {
        arm: meanOf(own, ({ means }) => means.arm),
        control: meanOf(own, ({ means }) => means.control),
      },
      difference: meanOf(own, ({ difference }) => difference),
      above: own.filter(({ difference }) => difference > LEVEL).length,
      below: own.filter(({ difference }) => difference < -LEVEL).length,
      level: own.filter(({ difference }) => Math.abs(difference) <= LEVEL).length,
    }))
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || compareText(a.cluster, b.cluster));
}
