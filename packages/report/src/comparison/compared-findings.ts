import {
  type ComparedDurability,
  type ComparedLead,
  type ComparedLeads,
  conditionKey,
  type Durability,
  type Effect,
  formatCondition,
  shownFinding,
} from "@holdfast/core";
import type { ReportInput } from "../report-input.js";
import { isSameMetric } from "./compared-evals.js";

type NotComparable = { readonly what: string; readonly reason: string };

interface Found {
  readonly leads: readonly ComparedLeads[];
  readonly durability: readonly ComparedDurability[];
  readonly notComparable: readonly NotComparable[];
}

function comparedLead(effect: Effect): ComparedLead[] {
  const finding = shownFinding(effect);
  const { arm, control, moment, stands } = effect;
  return finding === undefined ? [] : [{ arm, control, steps: moment.steps, finding, stands }];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

const effectKey = ({ eval: id, metric, condition, judge, moment }: Effect) =>
  JSON.stringify([id, metric, conditionKey(condition), judge, moment.stage]);

const durabilityKey = ({ eval: id, metric, judge, from, to }: Durability) =>
  JSON.stringify([
    ...[id, metric, judge, from.stage, to.stage, conditionKey(from.condition), conditionKey(to.condition)],
  ]);

function placeText({ eval: id, metric, condition, judge, moment }: Effect): string {
  const more = [
    metric === "score" ? "" : metric,
    formatCondition(condition),
    judge === "rule" ? "" : `judge ${judge}`,
  ];
  const said = more.filter((part) => part !== "");
  return `${id}${said.length === 0 ? "" : ` (${said.join(", ")})`} after ${moment.stage}`;
}

/** Why leads of one ablation have no counterpart in the other, by the first thing in which the nearest one differs. */
function reasonFor(effect: Effect, others: readonly Effect[], whose: string): string {
  const near = others.filter((other) => other.eval === effect.eval);
  if (near.length === 0) return `${whose} has no lead on this eval`;
  const metric = near.filter((other) => other.metric === effect.metric);
  if (metric.length === 0) return `${whose} does not measure this metric on it`;
  const stage = metric.filter((other) => other.moment.stage === effect.moment.stage);
  if (stage.length === 0) return `${whose} has no lead on it after a stage of that name`;
  const judges = stage.filter((other) => other.judge === effect.judge);
  if (judges.length === 0)
    return `another judge scored it in ${whose} (${[...new Set(stage.map(({ judge }) => judge))].join(", ")})`;
  return `${whose} ran it under another condition`;
}

/** What stands side by side of two ablations, and what does not, on the evals that are the same in both. */
export function comparedFindings(
  first: ReportInput,
  second: ReportInput,
  comparable: ReadonlySet<string>,
): Found {
  const [one, other] = [first.registration.ablation, second.registration.ablation];
  const isShared = ({ eval: id, metric }: { readonly eval: string; readonly metric: string }) => {
    const [mine, theirs] = [one, other].map(({ evals }) => evals.find((value) => value.id === id));
    return (
      comparable.has(id) && mine !== undefined && theirs !== undefined && isSameMetric(mine, theirs, metric)
    );
  };
  const all = [first, second].map(({ analysis }) => analysis);
  const [ours = [], theirs = []] = all.map(({ effects }) => effects.filter(isShared));
  const [left, right] = [grouped(ours, effectKey), grouped(theirs, effectKey)];
  const leads = [...left].flatMap(([key, effects]): ComparedLeads[] => {
    const [head] = effects;
    const matched = (right.get(key) ?? []).flatMap(comparedLead);
    const own = effects.flatMap(comparedLead);
    if (head === undefined || matched.length === 0 || own.length === 0) return [];
    const { eval: id, metric, condition, judge, moment } = head;
    return [{ eval: id, metric, condition, judge, stage: moment.stage, first: own, second: matched }];
  });
  const [kept = [], lasting = []] = all.map(({ durability }) => durability.filter(isShared));
  const [before, after] = [grouped(kept, durabilityKey), grouped(lasting, durabilityKey)];
  const durability = [...before].flatMap(([key, own]): ComparedDurability[] => {
    const matched = after.get(key);
    const [head] = own;
    if (matched === undefined || head === undefined) return [];
    const { eval: id, metric, judge, from, to } = head;
    return [{ eval: id, metric, judge, from: from.stage, to: to.stage, first: own, second: matched }];
  });
  const alone = (
    mine: Map<string, Effect[]>,
    their: Map<string, Effect[]>,
    others: readonly Effect[],
    side: ReportInput,
    whose: string,
  ) =>
    [...mine].flatMap(([key, [head]]): NotComparable[] =>
      head === undefined || their.has(key)
        ? []
        : [
            {
              what: `leads of ${side.registration.identity} on ${placeText(head)}`,
              reason: reasonFor(head, others, whose),
            },
          ],
    );
  const scales = [...new Set(one.evals.filter(({ id }) => comparable.has(id)).map(({ id }) => id))].flatMap(
    (id): NotComparable[] => {
      const [mine, their] = [one, other].map(({ evals }) => evals.find((value) => value.id === id));
      if (mine === undefined || their === undefined) return [];
      return mine.metrics
        .filter(({ name }) => their.metrics.some((metric) => metric.name === name))
        .filter(({ name }) => !isSameMetric(mine, their, name))
        .map(({ name }) => ({
          what: `${name} on ${id}`,
          reason: "its direction or its scale is another one",
        }));
    },
  );
  return {
    leads,
    durability,
    notComparable: [
      ...scales,
      ...alone(left, right, theirs, first, second.registration.identity),
      ...alone(right, left, ours, second, first.registration.identity),
    ],
  };
}
