import {
  type Ablation,
  type Effect,
  type EffectScale,
  type FamilyResult,
  type Finding,
  findingOn,
  type Target,
  type Warning,
} from "@holdfast/core";
import { adjustMembers, type FamilyPlace, leadAnswers, leadFamilies, placeOf } from "./family-members.js";

/** p-values of one kind are adjusted together: those that are shown, or all of one target. */
type View = "shown" | Target;

interface PlacedEffect {
  readonly effect: Effect;
  readonly place: FamilyPlace | null;
}

const SCALES: readonly EffectScale[] = ["difference", "log-odds"];
const VIEWS: readonly View[] = ["shown", "prompt-general", "suite-fixed"];

function pValueIn(effect: Effect, scale: EffectScale, view: View): number | null {
  const finding = findingOn(effect, scale, view === "shown" ? effect.shownTarget : view);
  return finding?.status === "estimated" ? finding.pValue : null;
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

/** The leads with Holm-adjusted p-values within their registered families, and how each family stands. */
export function adjustedEffects(
  ablation: Ablation,
  effects: readonly Effect[],
): { effects: Effect[]; families: FamilyResult[] } {
  const families = leadFamilies(ablation);
  const placed = effects.map((effect): PlacedEffect => {
    const identity = { ...effect, stage: effect.moment.stage };
    return { effect, place: placeOf(families, (member) => leadAnswers(ablation, member, identity)) };
  });
  const answered = new Map<string, number>();
  for (const { place } of placed) {
    if (place !== null) answered.set(placeKey(place), (answered.get(placeKey(place)) ?? 0) + 1);
  }
  const adjusted = new Map<string, (number | null)[]>();
  for (const { name, members } of families) {
    const own = placed.filter(({ place }) => place?.family === name);
    for (const scale of SCALES) {
      for (const view of VIEWS) {
        const answers = own.flatMap(({ effect, place }) =>
          place === null ? [] : [{ member: place.member, pValue: pValueIn(effect, scale, view) }],
        );
        adjusted.set(`${name} ${scale} ${view}`, adjustMembers(members.length, answers));
      }
    }
  }
  const at = (place: FamilyPlace, scale: EffectScale, view: View) =>
    adjusted.get(`${place.family} ${scale} ${view}`)?.[place.member] ?? null;
  const { alpha } = ablation.plan;
  return {
    effects: placed.map(({ effect, place }) => {
      if (place === null) return effect;
      const shown =
        pValueIn(effect, "difference", "shown") === null ? null : at(place, "difference", "shown");
      const shares = (answered.get(placeKey(place)) ?? 0) > 1;
      const findings = effect.findings.map((finding) =>
        withAdjusted(
          finding,
          at(place, finding.scale, finding.target === effect.shownTarget ? "shown" : finding.target),
          shares,
        ),
      );
      return { ...effect, family: place.family, findings, stands: shown === null ? null : shown <= alpha };
    }),
    families: families.map(({ name, method, members }): FamilyResult => {
      const values = adjusted.get(`${name} difference shown`) ?? [];
      return {
        name,
        question: "lead",
        method,
        size: members.length,
        answered: values.filter((value) => value !== null).length,
        standing: values.filter((value) => value !== null && value <= alpha).length,
      };
    }),
  };
}
