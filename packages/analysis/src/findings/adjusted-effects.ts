import {
  type Ablation,
  type Effect,
  type EffectScale,
  type FamilyResult,
  type Finding,
  findingOn,
  shownFinding,
  type Warning,
} from "@holdfast/core";
import { orientation } from "../durability/non-inferiority.js";
import { pValueOnDf } from "../effects/family-df.js";
import { benjaminiHochberg } from "../multiplicity/benjamini-hochberg.js";
import { adjustFamily, behindGate, gateOf, largestAnswers, type MemberAnswer } from "./family-adjustment.js";
import { type FamilyPlace, leadAnswers, placeOf } from "./family-members.js";
import {
  familiesFor,
  familyScale,
  looksAdjustment,
  type PlacedEffect,
  testedFinding,
  testedScale,
  type View,
} from "./tested-leads.js";

const SCALES: readonly EffectScale[] = ["difference", "log-odds"];
const VIEWS: readonly View[] = ["shown", "prompt-general", "suite-fixed"];

/** The p-value of a finding as it enters the adjustment of a family with that many comparisons. */
function familyPValue(finding: Finding | undefined, size: number): number | null {
  if (finding?.status !== "estimated" || finding.pValue === null) return null;
  const { pValue, df, familyDf } = finding;
  return size > 1 && familyDf !== null
    ? pValueOnDf(pValue, df ?? Number.POSITIVE_INFINITY, familyDf)
    : pValue;
}

function answerOf(
  { effect, place }: PlacedEffect,
  finding: Finding | undefined,
  p: number | null,
  overLooks: (effect: Effect, p: number) => number,
): MemberAnswer {
  const tested = finding?.status === "estimated" ? finding : undefined;
  return {
    member: place?.member ?? 0,
    pValue: p === null ? null : overLooks(effect, p),
    runs: tested?.n.runs ?? 0,
    controlRuns: tested?.n.controlRuns ?? 0,
    df: tested?.df ?? Number.POSITIVE_INFINITY,
  };
}

/** The answers of a family, as they enter an adjustment for so many comparisons. @param tested one for each of `own` */
function answersOf(
  own: readonly PlacedEffect[],
  tested: readonly (Finding | undefined)[],
  size: number,
  overLooks: (effect: Effect, p: number) => number,
): MemberAnswer[] {
  const answers: MemberAnswer[] = [];
  for (const [index, entry] of own.entries()) {
    const finding = tested[index];
    answers.push(answerOf(entry, finding, familyPValue(finding, size), overLooks));
  }
  return answers;
}

const SHARED: Warning = {
  code: "outside-plan",
  message:
    "The registered comparison names no condition or judge and is answered under several: it stands only where all of them do.",
};

function withAdjusted(finding: Finding, pAdjusted: number | null, shares: boolean): Finding {
  const warnings = shares ? [...finding.warnings, SHARED] : finding.warnings;
  if (finding.status === "not-estimable") return { ...finding, warnings };
  return { ...finding, warnings, pAdjusted: finding.pValue === null ? null : pAdjusted };
}

const placeKey = ({ family, member }: FamilyPlace) => `${family} ${member}`;

/** Whether the shown leads of a family all point to the better side, all to the worse, or to both. */
function directionOf(ablation: Ablation, own: readonly PlacedEffect[]): FamilyResult["all"]["direction"] {
  const signs = new Set(
    own.flatMap(({ effect }) => {
      const finding = shownFinding(effect);
      const metric = ablation.evals
        .find(({ id }) => id === effect.eval)
        ?.metrics.find(({ name }) => name === effect.metric);
      if (finding?.status !== "estimated" || metric === undefined) return [];
      return [Math.sign(orientation(metric.direction) * finding.estimate)];
    }),
  );
  if (signs.size === 0) return null;
  if (signs.size > 1) return "mixed";
  return signs.has(1) ? "better" : signs.has(-1) ? "worse" : "mixed";
}

/** q-values of the leads that belong to no family, by their shown difference. */
function qValues(placed: readonly PlacedEffect[]): Map<Effect, number | null> {
  const exploratory = placed.flatMap(({ effect, place }) => (place === null ? [effect] : []));
  const adjusted = benjaminiHochberg(
    exploratory.map((effect) => {
      const finding = findingOn(effect, "difference", effect.shownTarget);
      return familyPValue(finding, exploratory.length);
    }),
  );
  return new Map(exploratory.map((effect, index) => [effect, adjusted[index] ?? null]));
}

/**
 * The leads with their p-values adjusted over planned looks and within their registered families, each by its method
 * and behind its gate; how each family stands; and q-values for the leads outside of any.
 */
export function adjustedEffects(
  ablation: Ablation,
  effects: readonly Effect[],
  method?: string,
): { effects: Effect[]; families: FamilyResult[]; gates: ReadonlyMap<string, number> } {
  const families = familiesFor(ablation, method);
  const overLooks = looksAdjustment();
  const placed = effects.map((effect): PlacedEffect => {
    const identity = { ...effect, stage: effect.moment.stage };
    return { effect, place: placeOf(families, (member) => leadAnswers(ablation, member, identity)) };
  });
  const answered = new Map<string, number>();
  for (const { place } of placed) {
    if (place !== null) answered.set(placeKey(place), (answered.get(placeKey(place)) ?? 0) + 1);
  }
  const adjusted = new Map<string, (number | null)[]>();
  const raw = new Map<string, readonly (MemberAnswer | null)[]>();
  for (const family of families) {
    const { name, members, after } = family;
    const own = placed.filter(({ place }) => place?.family === name);
    for (const scale of SCALES) {
      for (const view of VIEWS) {
        const tested = own.map(({ effect }) => testedFinding(effect, family, scale, view));
        const largest = largestAnswers(members.length, answersOf(own, tested, members.length, overLooks));
        const gate =
          after === undefined ? undefined : gateOf(adjusted.get(`${after} ${scale} ${view}`) ?? [null]);
        // That every member holds needs no adjustment, and no fewer degrees of freedom.
        raw.set(
          `${name} ${scale} ${view}`,
          largestAnswers(members.length, answersOf(own, tested, 1, overLooks)),
        );
        adjusted.set(`${name} ${scale} ${view}`, behindGate(adjustFamily(family, largest), gate));
      }
    }
  }
  const at = (place: FamilyPlace, scale: EffectScale, view: View) =>
    adjusted.get(`${place.family} ${scale} ${view}`)?.[place.member] ?? null;
  const { alpha } = ablation.plan;
  const exploratory = qValues(placed);
  return {
    gates: new Map(
      families.map(({ name }) => {
        const scale = familyScale(placed.filter(({ place }) => place?.family === name));
        return [name, gateOf(adjusted.get(`${name} ${scale} shown`) ?? [null])];
      }),
    ),
    effects: placed.map(({ effect, place }) => {
      if (place === null) return { ...effect, qValue: exploratory.get(effect) ?? null };
      const family = families.find(({ name }) => name === place.family);
      const scale = testedScale(effect);
      const tested = testedFinding(effect, family, scale, "shown");
      const p = tested?.status === "estimated" ? tested.pValue : null;
      const shown = p === null ? null : at(place, scale, "shown");
      const shares = (answered.get(placeKey(place)) ?? 0) > 1;
      const adjustedOf = (findings: readonly Finding[], shares: boolean) =>
        findings.map((finding) => {
          const view = finding.target === effect.shownTarget ? "shown" : finding.target;
          // An adjusted p-value belongs to the finding that was tested, and to no other beside it.
          const isTested = testedFinding(effect, family, finding.scale, view) === finding;
          return withAdjusted(finding, isTested ? at(place, finding.scale, view) : null, shares);
        });
      return {
        ...effect,
        family: place.family,
        findings: adjustedOf(effect.findings, shares),
        alternatives: effect.alternatives.map((one) => ({
          ...one,
          findings: adjustedOf(one.findings, false),
        })),
        stands: shown === null ? null : shown <= alpha,
      };
    }),
    families: families.map(({ name, method, members, after }): FamilyResult => {
      const own = placed.filter(({ place }) => place?.family === name);
      const values = adjusted.get(`${name} ${familyScale(own)} shown`) ?? [];
      const alone = (raw.get(`${name} ${familyScale(own)} shown`) ?? []).map(
        (answer) => answer?.pValue ?? null,
      );
      return {
        name,
        question: "lead",
        method,
        size: members.length,
        answered: values.filter((value) => value !== null).length,
        standing: values.filter((value) => value !== null && value <= alpha).length,
        after: after ?? null,
        all: {
          pValue: alone.includes(null) ? null : gateOf(alone),
          direction: directionOf(ablation, own),
        },
      };
    }),
  };
}
