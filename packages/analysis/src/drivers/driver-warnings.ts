import type { TokenConfounding, Warning } from "@holdfast/core";
import { MINIMUM_CLUSTERS } from "../effects/two-way-components.js";
import { listed } from "../listed.js";
import type { MeasuredArms } from "../measure/measured-arms.js";

/** What a reader must know of arms that are looked at together. */
export function armsWarnings(
  { arms, level, sizes, dropped, prompts }: MeasuredArms,
  clustersDeclared: boolean,
): Warning[] {
  const found: Warning[] = [];
  const named = (runs: number) => arms.filter((arm) => arm.runs === runs).map(({ name }) => `\`${name}\``);
  const [single, double] = [named(1), named(2)];
  if (single.length > 0)
    found.push({
      code: "one-run",
      message: `${listed(single)} ${single.length === 1 ? "has one run" : "have one run each"}: how these arms vary is taken from the others, or not known.`,
    });
  if (double.length > 0)
    found.push({
      code: "two-run-arm",
      message: `${listed(double)} ${double.length === 1 ? "has two runs" : "have two runs each"}: intervals cover less than they say where these are the noisier arms, and adjusted p-values rest on fewer degrees of freedom.`,
    });
  if (level === "point")
    found.push({
      code: "point-evidence",
      message: "A value alone was reported: there is an estimate, and no interval.",
    });
  if (level !== "samples") return found;
  if (sizes.length < MINIMUM_CLUSTERS)
    found.push({
      code: "few-clusters",
      message: `${sizes.length} independent cluster${sizes.length === 1 ? "" : "s"} of prompts: nothing is said of other prompts.`,
    });
  if (!clustersDeclared)
    found.push({
      code: "clusters-undeclared",
      message: "No sample names its cluster: each counts as an independent scenario.",
    });
  if (dropped > 0)
    found.push({
      code: "prompts-intersected",
      message: `${dropped} prompt${dropped === 1 ? "" : "s"} without a score in every run of every arm left out; ${prompts ?? 0} remain.`,
    });
  return found;
}

/** Where the amount of data could have made the difference, or is not known. */
export function tokenWarnings({ status, reason }: TokenConfounding): Warning[] {
  if (status === "confounded")
    return [
      {
        code: "token-confounding",
        message: `${reason ?? "Factors cannot be told from tokens"}: the amount may have done what looks like the factor's doing.`,
      },
    ];
  if (status !== "unknown" || reason === null || reason === "no factor is varied") return [];
  return [
    {
      code: "token-confounding",
      message: `Whether the amount of data explains a factor's effect cannot be checked, because ${reason}.`,
    },
  ];
}
