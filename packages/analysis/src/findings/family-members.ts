import { type Ablation, type Condition, conditionKey, type Family, primaryMetric } from "@holdfast/core";
import { holm } from "../multiplicity/holm.js";

/** What a lead is known by in a family. */
export interface LeadIdentity {
  readonly arm: string;
  readonly eval: string;
  readonly metric: string;
  readonly stage: string;
  readonly condition: Condition;
  readonly judge: string;
}

/** What a retention is known by in a family. */
export interface RetentionIdentity {
  readonly arm: string;
  readonly eval: string;
  readonly metric: string;
  readonly from: string;
  readonly to: string;
  readonly fromCondition: Condition;
  readonly toCondition: Condition;
  readonly judge: string;
}

type LeadFamily = Extract<Family, { question: "lead" }>;
type RetentionFamily = Extract<Family, { question: "retention" }>;

function metricMatches(
  ablation: Ablation,
  evalId: string,
  registered: string | undefined,
  metric: string,
): boolean {
  const value = ablation.evals.find(({ id }) => id === evalId);
  return value !== undefined && metric === (registered ?? primaryMetric(value).name);
}

const conditionMatches = (registered: Condition | undefined, condition: Condition) =>
  registered === undefined || conditionKey(registered) === conditionKey(condition);

/** Whether a lead answers a registered member; a member without a condition is answered by every condition. */
export function leadAnswers(
  ablation: Ablation,
  member: LeadFamily["members"][number],
  lead: LeadIdentity,
): boolean {
  return (
    member.arm === lead.arm &&
    member.eval === lead.eval &&
    member.stage === lead.stage &&
    (member.judge ?? lead.judge) === lead.judge &&
    metricMatches(ablation, member.eval, member.metric, lead.metric) &&
    conditionMatches(member.condition, lead.condition)
  );
}

/** The same for a retention. */
export function retentionAnswers(
  ablation: Ablation,
  member: RetentionFamily["members"][number],
  retention: RetentionIdentity,
): boolean {
  return (
    member.arm === retention.arm &&
    member.eval === retention.eval &&
    member.from === retention.from &&
    member.to === retention.to &&
    (member.judge ?? retention.judge) === retention.judge &&
    metricMatches(ablation, member.eval, member.metric, retention.metric) &&
    conditionMatches(member.fromCondition, retention.fromCondition) &&
    conditionMatches(member.toCondition, retention.toCondition)
  );
}

/** The families of leads, in the order of the plan. */
export function leadFamilies(ablation: Ablation): LeadFamily[] {
  return ablation.plan.families.filter((family) => family.question === "lead");
}

/** The families of retentions, in the order of the plan. */
export function retentionFamilies(ablation: Ablation): RetentionFamily[] {
  return ablation.plan.families.filter((family) => family.question === "retention");
}

/** Where an answer stands in the plan: its family and member; null where it is exploratory. */
export interface FamilyPlace {
  readonly family: string;
  readonly member: number;
}

/** The first registered member that an answer fits. */
export function placeOf<M>(
  families: readonly { readonly name: string; readonly members: readonly M[] }[],
  fits: (member: M) => boolean,
): FamilyPlace | null {
  for (const { name, members } of families) {
    const member = members.findIndex(fits);
    if (member >= 0) return { family: name, member };
  }
  return null;
}

/**
 * Holm over one registered family. A member with several answers (conditions, judges) is answered by the largest of
 * their p-values, so that it stands only where all do; one without an answer, or with one that is not estimable,
 * counts as p = 1.
 *
 * @returns the adjusted p-value of each member, null where it has no p-value
 */
export function adjustMembers(
  size: number,
  answers: readonly { readonly member: number; readonly pValue: number | null }[],
): (number | null)[] {
  const largest: (number | null | undefined)[] = new Array(size).fill(undefined);
  for (const { member, pValue } of answers) {
    if (member >= size) continue;
    const most = largest[member];
    largest[member] = pValue === null || most === null ? null : Math.max(most ?? 0, pValue);
  }
  return holm(
    largest.map((p) => p ?? null),
    size,
  );
}
