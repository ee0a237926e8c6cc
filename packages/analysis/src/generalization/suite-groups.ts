import { compareText } from "@holdfast/core";
import { settingKey } from "../measure/evidence-index.js";
import type { MeasuredLead } from "./measured-lead.js";

/** A lead with the side it stands on. */
export interface SidedLead {
  readonly side: "near" | "far";
  readonly lead: MeasuredLead;
}

/**
 * Leads that can be taken together: one a suite. Where every suite has one setting they all go together; else each
 * setting that several suites share.
 */
export function suiteGroups(leads: readonly SidedLead[]): SidedLead[][] {
  const primary = leads.filter(({ lead }) => lead.eval.metrics[0]?.name === lead.metric.name);
  const perEval = new Map<string, number>();
  for (const { lead } of primary) perEval.set(lead.eval.id, (perEval.get(lead.eval.id) ?? 0) + 1);
  if ([...perEval.values()].every((count) => count === 1)) return [primary];
  const groups = new Map<string, SidedLead[]>();
  for (const sided of primary) {
    const key = settingKey(sided.lead.setting);
    groups.set(key, [...(groups.get(key) ?? []), sided]);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b)).map(([, group]) => group);
}
