import type { MeasuredLead } from "./measured-lead.js";

/** A near and a far lead that are set against each other. */
export interface LeadPair {
  readonly near: MeasuredLead;
  readonly far: MeasuredLead;
  readonly sameCondition: boolean;
}

/**
 * Which settings of two evals to set against each other: equal condition and judge where there are any; else equal
 * judge; else every combination.
 */
export function pairLeads(near: readonly MeasuredLead[], far: readonly MeasuredLead[]): LeadPair[] {
  const all = near.flatMap((one) =>
    far.map((other): LeadPair => {
      const same = one.condition === other.condition;
      return { near: one, far: other, sameCondition: same };
    }),
  );
  const sameJudge = all.filter((pair) => pair.near.setting.judge === pair.far.setting.judge);
  const same = sameJudge.filter(({ sameCondition }) => sameCondition);
  if (same.length > 0) return same;
  return sameJudge.length > 0 ? sameJudge : all;
}
