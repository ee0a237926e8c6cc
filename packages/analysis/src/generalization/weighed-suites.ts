import type { Estimated, Suite, SuiteSynthesis, Target } from "@holdfast/core";
import { criticalT } from "../distributions/student-t.js";
import { commonCorrelation, type WeighedLead } from "./common-correlation.js";
import { orientedFinding } from "./measured-lead.js";
import type { SidedLead } from "./suite-groups.js";
import type { Weighed } from "./suite-synthesis.js";

const LEAST_SUITES = 3;

/** The standard error of a lead, or what its interval says of it where no run and no prompt differs. */
function errorOf({ standardError, interval, df }: Estimated): number | null {
  if (standardError !== null) return standardError;
  if (interval === null || interval.lower === null || interval.upper === null) return null;
  const width = interval.upper - interval.lower;
  return width > 0 ? width / (2 * criticalT(interval.level, df ?? Number.POSITIVE_INFINITY)) : null;
}

const suiteOf = ({ side, lead, finding, standardError }: WeighedLead): Suite => ({
  side,
  eval: lead.eval.id,
  metric: lead.metric.name,
  condition: lead.setting.condition,
  judge: lead.setting.judge,
  lead: finding.estimate,
  standardError,
  df: finding.df,
});

/** The leads that have an error and can be taken together; undefined below three, which the pairs themselves tell. */
export function weighedSuites(
  leads: readonly SidedLead[],
  basis: SuiteSynthesis["basis"],
  target: Target,
  level: number,
): Weighed | undefined {
  const [first] = leads;
  if (first === undefined) return undefined;
  const weighed = leads.flatMap(({ side, lead }): WeighedLead[] => {
    const finding = orientedFinding(lead, "difference", target);
    const standardError = finding === undefined ? null : errorOf(finding);
    return finding === undefined || standardError === null ? [] : [{ side, lead, finding, standardError }];
  });
  if (weighed.length < LEAST_SUITES) return undefined;
  return {
    arm: first.lead.arm,
    control: first.lead.control,
    stage: first.lead.stage,
    basis,
    target,
    scope: weighed.every(({ finding }) => finding.scope === "recipe") ? "recipe" : "checkpoint",
    method: "reml",
    level,
    correlation: commonCorrelation(weighed),
    suites: weighed.map(suiteOf),
  };
}
