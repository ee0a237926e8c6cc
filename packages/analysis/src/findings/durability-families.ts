import {
  type Ablation,
  DEFAULT_JUDGE,
  type EffectScale,
  type FamilyResult,
  type Target,
} from "@holdfast/core";
import { orientation } from "../durability/non-inferiority.js";
import { leadPValue, retentionPValue } from "../durability/retention.js";
import type { StageLeads } from "../durability/stage-leads.js";
import type { BareLeads } from "../durability/value-leads.js";
import { type DurabilityQuestion, isAboutRecipe } from "./durability-questions.js";
import { behindGate, gateOf } from "./family-adjustment.js";
import {
  adjustMembers,
  type FamilyPlace,
  leadAnswers,
  leadFamilies,
  placeOf,
  retentionAnswers,
  retentionFamilies,
} from "./family-members.js";
import { judgesOver } from "./stage-pairing.js";

/** What the families say of one question on one scale, for one target. */
export interface FamilyStanding {
  /** Whether the lead at `from` stands after Holm over the registered leads there; unadjusted where it is not registered. */
  readonly leadProved: boolean;
  /** The claim that more than r_lo is left, adjusted in its family; null outside of one. */
  readonly pAdjusted: number | null;
}

/** The standing of every question, and of every family of retentions. */
export interface DurabilityFamilies {
  readonly standing: (question: DurabilityQuestion, scale: EffectScale, target: Target) => FamilyStanding;
  readonly placeOf: (question: DurabilityQuestion) => FamilyPlace | null;
  readonly results: readonly FamilyResult[];
}

type View = "shown" | Target;

interface Placed {
  readonly question: DurabilityQuestion;
  readonly lead: FamilyPlace | null;
  readonly retention: FamilyPlace | null;
}

function leadsIn(
  question: DurabilityQuestion,
  scale: EffectScale,
  view: View,
): StageLeads | BareLeads | null {
  const target = view === "shown" ? question.shownTarget : view;
  const answer = question.answers.find(
    (candidate) => candidate.scale === scale && candidate.target === target,
  );
  return answer === undefined || "status" in answer.leads ? null : answer.leads;
}

function claimOf(
  ablation: Ablation,
  question: DurabilityQuestion,
  scale: EffectScale,
  view: View,
): number | null {
  const leads = isAboutRecipe(question) ? leadsIn(question, scale, view) : null;
  const { alpha, retention } = ablation.plan;
  const rule = {
    better: orientation(question.retention.metric.direction),
    lower: retention.lower,
    level: 1 - alpha,
  };
  return leads === null ? null : retentionPValue(leads, rule);
}

function leadTest(question: DurabilityQuestion, scale: EffectScale, view: View): number | null {
  const leads = leadsIn(question, scale, view);
  return leads === null ? null : leadPValue(leads);
}

function placed(ablation: Ablation, question: DurabilityQuestion): Placed {
  const { retention, from, to } = question;
  const { pair } = retention;
  const what = { arm: retention.arm, eval: retention.eval.id, metric: retention.metric.name };
  const fromCondition = from?.condition ?? pair.fromCondition ?? {};
  const toCondition = to?.condition ?? pair.toCondition ?? {};
  const fromJudge = from?.judge ?? to?.judge ?? DEFAULT_JUDGE;
  const judge = judgesOver(fromJudge, to?.judge ?? fromJudge);
  const lead = { ...what, stage: pair.from, condition: fromCondition, judge: fromJudge };
  const whole = { ...what, from: pair.from, to: pair.to, fromCondition, toCondition, judge };
  return {
    question,
    lead: placeOf(leadFamilies(ablation), (member) => leadAnswers(ablation, member, lead)),
    retention: placeOf(retentionFamilies(ablation), (member) => retentionAnswers(ablation, member, whole)),
  };
}

/** The places, in a family of leads, of the members asked at one stage. */
function membersAt(ablation: Ablation, family: string, stage: string): number[] {
  const members = leadFamilies(ablation).find(({ name }) => name === family)?.members ?? [];
  return members.flatMap((member, index) => (member.stage === stage ? [index] : []));
}

/**
 * Adjusted p-values of the leads asked at one stage, by their place in the family; the others are left empty. `recipes`:
 * a lead of these checkpoints alone is no p-value of a recipe, and counts as p = 1 beside those that are.
 */
function adjustLeads(
  ablation: Ablation,
  all: readonly Placed[],
  family: string,
  stage: string,
  scale: EffectScale,
  view: View,
  recipes: boolean,
): (number | null)[] {
  const testOf = (question: DurabilityQuestion) =>
    recipes && !isAboutRecipe(question) ? null : leadTest(question, scale, view);
  const members = membersAt(ablation, family, stage);
  const answers = all.flatMap(({ question, lead }) =>
    lead?.family === family && question.retention.pair.from === stage
      ? [{ member: members.indexOf(lead.member), pValue: testOf(question) }]
      : [],
  );
  const byPlace: (number | null)[] = [];
  adjustMembers(members.length, answers).forEach((value, index) => {
    byPlace[members[index] ?? 0] = value;
  });
  return byPlace;
}

function adjustClaims(
  ablation: Ablation,
  all: readonly Placed[],
  family: string,
  size: number,
  scale: EffectScale,
  view: View,
): (number | null)[] {
  const answers = all.flatMap(({ question, retention }) =>
    retention?.family === family
      ? [{ member: retention.member, pValue: claimOf(ablation, question, scale, view) }]
      : [],
  );
  return adjustMembers(size, answers);
}

/**
 * Holm over the registered leads at each from-stage (the prerequisite of a verdict) and over the registered
 * retentions. p-values are adjusted among those of one scale, and among those that are shown or of one target.
 */
export function durabilityFamilies(
  ablation: Ablation,
  questions: readonly DurabilityQuestion[],
  leadGates: ReadonlyMap<string, number> = new Map(),
): DurabilityFamilies {
  const all = questions.map((question) => placed(ablation, question));
  const byQuestion = new Map(all.map((entry) => [entry.question, entry]));
  const { alpha } = ablation.plan;
  const families = retentionFamilies(ablation);
  const gates = new Map(leadGates);
  const gated = (family: (typeof families)[number], scale: EffectScale, view: View) => {
    const { name, members, after } = family;
    const alone = adjustClaims(ablation, all, name, members.length, scale, view);
    return behindGate(alone, after === undefined ? undefined : (gates.get(after) ?? 1));
  };
  for (const family of families) gates.set(family.name, gateOf(gated(family, "difference", "shown")));
  const remembered = new Map<string, (number | null)[]>();
  const remember = (key: string, compute: () => (number | null)[]): (number | null)[] => {
    const known = remembered.get(key) ?? compute();
    remembered.set(key, known);
    return known;
  };
  return {
    placeOf: (question) => byQuestion.get(question)?.retention ?? null,
    standing: (question, scale, target) => {
      const view = target === question.shownTarget ? "shown" : target;
      const own = leadsIn(question, scale, view);
      const { lead = null, retention = null } = byQuestion.get(question) ?? {};
      const stage = question.retention.pair.from;
      const recipes = isAboutRecipe(question);
      const leadPs = (family: string) =>
        remember(`${family} ${stage} ${scale} ${view} ${recipes}`, () =>
          adjustLeads(ablation, all, family, stage, scale, view, recipes),
        );
      const claimPs = (name: string) =>
        remember(`${name} ${scale} ${view}`, () => {
          const family = families.find((candidate) => candidate.name === name);
          return family === undefined ? [] : gated(family, scale, view);
        });
      const p = lead === null ? leadTest(question, scale, view) : (leadPs(lead.family)[lead.member] ?? null);
      const better = orientation(question.retention.metric.direction);
      const tested = claimOf(ablation, question, scale, view) !== null;
      return {
        leadProved: own !== null && p !== null && p <= alpha && better * own.from > 0,
        pAdjusted:
          retention === null || !tested ? null : (claimPs(retention.family)[retention.member] ?? null),
      };
    },
    results: families.map((family) => {
      const { name, method, members, after } = family;
      const values = gated(family, "difference", "shown");
      const claims = members.map((_, member) =>
        all
          .filter(({ retention }) => retention?.family === name && retention.member === member)
          .map(({ question }) => claimOf(ablation, question, "difference", "shown")),
      );
      const largest = claims.map((own) => (own.length === 0 || own.includes(null) ? null : gateOf(own)));
      return {
        name,
        question: "retention",
        method,
        size: members.length,
        answered: values.filter((value) => value !== null).length,
        standing: values.filter((value) => value !== null && value <= alpha).length,
        after: after ?? null,
        // The claims are one-sided: each says that enough of a lead for the better is left.
        all: {
          pValue: largest.includes(null) ? null : gateOf(largest),
          direction: largest.includes(null) ? null : "better",
        },
      };
    }),
  };
}
