import { type Ablation, conditionKey, type Selection, type Warning } from "@holdfast/core";
import { orientation } from "../durability/non-inferiority.js";
import { type Candidate, selectedLead } from "../durability/selected-lead.js";
import { rangeOf, type Setting } from "./contrast.js";
import type { DurabilityQuestion } from "./durability-questions.js";
import { retentionFamilies } from "./family-members.js";

/** Fewer arms than this leave nothing to pick from that would matter. */
const FEWEST_ARMS = 3;

const settingKey = (setting: Setting | undefined) =>
  setting === undefined ? "" : `${conditionKey(setting.condition)} ${setting.judge}`;

const stretchKey = (id: string, { from, to }: { readonly from: string; readonly to: string }) =>
  JSON.stringify([id, from, to]);

/** What the arms among which one is the best have in common. */
function groupKey({ retention, from, to }: DurabilityQuestion): string {
  const { control, eval: value, metric, pair } = retention;
  return JSON.stringify([
    control,
    value.id,
    metric.name,
    pair.from,
    pair.to,
    settingKey(from),
    settingKey(to),
  ]);
}

function candidateOf({ answers, shownTarget, sides }: DurabilityQuestion): Candidate | undefined {
  const answer = answers.find(({ scale, target }) => scale === "difference" && target === shownTarget);
  if (answer === undefined || "status" in answer.leads || sides === null) return undefined;
  const rates = (units: (typeof sides.arm)["from"]) =>
    Float64Array.from(units, ({ measured }) => measured.value.rate);
  return {
    from: answer.leads.from,
    to: answer.leads.to,
    runs: { from: rates(sides.arm.from), to: rates(sides.arm.to) },
  };
}

/** The arms that the plan registers a retention of, by eval and stages. */
function registeredArms(ablation: Ablation): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map<string, Set<string>>();
  for (const { members } of retentionFamilies(ablation)) {
    for (const { eval: id, from, to, arm } of members) {
      const key = stretchKey(id, { from, to });
      const arms = named.get(key) ?? new Set<string>();
      named.set(key, arms.add(arm));
    }
  }
  return named;
}

/**
 * Whether the arm of a question is the one with the largest lead at `from` of all arms it could be picked from:
 * those registered for the eval, or all of them. Such a lead is too large on average, and what is left of it too small.
 */
export function leadSelection(
  ablation: Ablation,
  questions: readonly DurabilityQuestion[],
): (question: DurabilityQuestion) => Selection | null {
  const groups = new Map<string, DurabilityQuestion[]>();
  for (const question of questions) {
    const key = groupKey(question);
    groups.set(key, [...(groups.get(key) ?? []), question]);
  }
  const registered = registeredArms(ablation);
  return (question) => {
    const { arm, metric, eval: value, pair } = question.retention;
    const named = registered.get(stretchKey(value.id, pair)) ?? new Set<string>();
    if (named.size > 0 && !named.has(arm)) return null;
    const group = (groups.get(groupKey(question)) ?? []).flatMap((other) => {
      if (named.size > 0 && !named.has(other.retention.arm)) return [];
      const candidate = candidateOf(other);
      return candidate === undefined ? [] : [{ arm: other.retention.arm, candidate }];
    });
    const own = group.find((member) => member.arm === arm)?.candidate;
    if (own === undefined || group.length < FEWEST_ARMS) return null;
    const better = orientation(metric.direction);
    if (!(better * own.from > 0)) return null;
    if (group.some(({ candidate }) => better * candidate.from > better * own.from)) return null;
    const found = selectedLead(
      group.map(({ candidate }) => candidate),
      own,
    );
    if ("status" in found)
      return { arms: group.length, shrunkenLead: null, retained: null, reason: found.reason };
    return {
      arms: group.length,
      shrunkenLead: found.lead * rangeOf(metric),
      retained: found.retained,
      reason: null,
    };
  };
}

/** What to say of it: the size is that of seven arms of which none lost anything. */
export function selectionWarnings(arm: string, selection: Selection | null): Warning[] {
  if (selection === null) return [];
  return [
    {
      code: "winners-curse",
      message: `\`${arm}\` has the largest lead of ${selection.arms} arms at the first stage: picked on the same runs, that lead is too large on average and the share retained too small (with seven arms that lose nothing, the median share is 0.905).`,
    },
  ];
}
