import type { Condition, StagePair } from "@holdfast/core";
import { conditionKey } from "@holdfast/core";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { PlannedRetention } from "../plan-contrasts.js";
import { type Setting, settingsOf } from "./contrast.js";

/** The settings at both ends of one durability question; an end without outcomes is undefined. */
export interface PairedSettings {
  readonly from: Setting | undefined;
  readonly to: Setting | undefined;
}

/** The judge of both ends, or both judges in their order where it changed. */
export function judgesOver(from: string, to: string): string {
  return from === to ? from : `${from} -> ${to}`;
}

const sameCondition = (a: Setting, b: Setting) => conditionKey(a.condition) === conditionKey(b.condition);

function under(settings: readonly Setting[], condition: Condition | undefined): Setting[] {
  if (condition === undefined) return [...settings];
  const key = conditionKey(condition);
  return settings.filter((setting) => conditionKey(setting.condition) === key);
}

/**
 * Which settings to set against each other. Equal condition and judge at both ends where there are any; else equal
 * judge; else every combination: a change is never hidden, and never made where it can be avoided.
 */
export function pairSettings(
  index: EvidenceIndex,
  retention: Omit<PlannedRetention, "pair">,
  pair: StagePair,
): PairedSettings[] {
  const from = under(settingsOf(index, retention, pair.from), pair.fromCondition);
  const to = under(settingsOf(index, retention, pair.to), pair.toCondition);
  if (from.length === 0) return to.map((setting) => ({ from: undefined, to: setting }));
  if (to.length === 0) return from.map((setting) => ({ from: setting, to: undefined }));
  const all = from.flatMap((one) => to.map((other) => ({ from: one, to: other })));
  const sameJudge = all.filter((both) => both.from.judge === both.to.judge);
  const same = sameJudge.filter((both) => sameCondition(both.from, both.to));
  if (same.length > 0) return same;
  return sameJudge.length > 0 ? sameJudge : all;
}
