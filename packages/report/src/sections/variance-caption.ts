import type { EvidenceLevel, Finding, Scope, Target } from "@holdfast/core";
import { formatCoverage } from "../format.js";
import { listed } from "../table.js";

interface Shown {
  readonly target: Target;
  readonly scope: Scope;
  readonly evidenceLevel: EvidenceLevel;
}

function varianceOf({ target, scope, evidenceLevel }: Shown): string {
  if (scope === "recipe")
    return target === "prompt-general"
      ? "the variance between training runs and between prompts"
      : "the variance between training runs, on these prompts";
  if (evidenceLevel === "summary")
    return "the standard errors as reported, with no variance between runs in them";
  if (evidenceLevel === "counts")
    return "the sampling variance of counts, with no variance between runs in them";
  return target === "prompt-general"
    ? "the variance between prompts, with none between runs in them"
    : "the variance of repeated answers to these prompts, with none between runs in them";
}

/** Which variance the bars of a figure show: every kind that is in it. */
export function varianceCaption(findings: readonly (Finding | undefined)[]): string {
  const estimated = findings.filter((finding) => finding?.status === "estimated");
  const barred = estimated.filter((finding) => finding?.status === "estimated" && finding.interval !== null);
  const kinds = [...new Set(barred.map((finding) => (finding === undefined ? "" : varianceOf(finding))))];
  const coverages = [
    ...new Set(
      estimated.flatMap((finding) =>
        finding?.status === "estimated" && finding.interval !== null
          ? [formatCoverage(finding.interval.level)]
          : [],
      ),
    ),
  ];
  if (estimated.length === 0) return "Nothing could be estimated.";
  if (kinds.length === 0) return "There are no bars, because no value has an interval.";
  return `Bars are ${listed(coverages)} intervals and show ${listed(kinds)}.`;
}

/** How many runs stand behind a figure: the least and the most, of arm and control. */
export function runsCaption(
  sizes: readonly { readonly runs: number; readonly controlRuns: number | null }[],
): string {
  const counts = sizes.flatMap(({ runs, controlRuns }) =>
    controlRuns === null ? [runs] : [runs, controlRuns],
  );
  if (counts.length === 0) return "";
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (most === 0) return "No run is named behind any number.";
  if (least === most)
    return `${least === 1 ? "One run" : `${least} runs`} of each arm stand${least === 1 ? "s" : ""} behind every number.`;
  return `Between ${least} and ${most} runs of an arm stand behind a number; the table says how many.`;
}
