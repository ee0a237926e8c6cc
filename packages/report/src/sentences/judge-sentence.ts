import type { Ablation, JudgeAgreement, JudgeConclusion, JudgePair, Quantity } from "@holdfast/core";
import { formatCount, formatInterval, formatNumber, formatQuantity } from "../format.js";
import { subjectOf, unitFor } from "../subject.js";
import { listed } from "../table.js";
import { printDifference } from "../unit.js";

/** A coefficient of agreement with its interval: `0.71 [0.62, 0.80]`. */
export function coefficientPhrase(quantity: Quantity): string {
  if (quantity.status === "not-estimable") return `not estimable, because ${quantity.reason}`;
  const value = formatNumber(quantity.estimate, 2);
  return quantity.interval === null ? value : `${value} ${formatInterval(quantity.interval, 1, 2)}`;
}

function shiftClause(ablation: Ablation, pair: JudgePair): string {
  const { shift, judges } = pair;
  if (shift.status === "not-estimable") return "";
  const unit = unitFor(subjectOf(ablation), { ...pair, judge: judges[0] });
  const printed = printDifference(shift, unit);
  const interval = printed.interval === null ? "" : ` ${printed.interval}`;
  return `; ${judges[1]} scores ${printed.spoken}${interval} relative to ${judges[0]}`;
}

/** How far two judges agree on one eval. */
export function judgePairSentence(ablation: Ablation, pair: JudgePair): string {
  const { judges, scores, clusters, agreement, alpha, gwet, scale, notes } = pair;
  const place = `${judges[0]} and ${judges[1]} on ${pair.eval} ${pair.metric}`;
  const left = notes.length === 0 ? "" : ` Left out: ${listed(notes)}.`;
  if (scores === 0) return `${place}: no rollout was scored by both.${left}`;
  const coefficient = scale === "nominal" ? "AC1" : "AC2";
  return `${place}: ${formatCount(scores)} rollouts in ${formatQuantity(clusters, "cluster")}; equal scores ${coefficientPhrase(agreement)}, alpha ${coefficientPhrase(alpha)}, ${coefficient} ${coefficientPhrase(gwet)}${shiftClause(ablation, pair)}.${left}`;
}

const SURVIVALS: Readonly<Record<JudgeConclusion["survival"], string>> = {
  survives: "it stands under every judge",
  "standing-changes": "it stands under some judges only",
  "sign-changes": "the judges contradict each other beyond chance",
  "nothing-stands": "it stands under no judge",
  "not-estimable": "fewer than two judges give an interval",
};

/** What becomes of one lead when the judge changes. */
export function judgeConclusionSentence(ablation: Ablation, conclusion: JudgeConclusion): string {
  const subject = subjectOf(ablation);
  const said = conclusion.byJudge.map(({ judge, lead }) => {
    if (lead.status === "not-estimable") return `${judge}: not estimable`;
    const printed = printDifference(lead, unitFor(subject, { ...conclusion, judge }));
    return `${judge}: ${printed.spoken}${printed.interval === null ? "" : ` ${printed.interval}`}`;
  });
  return `The lead of ${conclusion.arm} on ${conclusion.eval} after ${conclusion.stage}: ${SURVIVALS[conclusion.survival]} (${said.join("; ")}).`;
}

/** Whether judges agree and conclusions survive them, in plain words: the summary first. */
export function judgeSentences(ablation: Ablation, { pairs, conclusions }: JudgeAgreement): string[] {
  if (pairs.length === 0 && conclusions.length === 0)
    return ["Nothing can be said of judges: no eval was scored by two of them."];
  const count = (survival: JudgeConclusion["survival"]) =>
    conclusions.filter((conclusion) => conclusion.survival === survival).length;
  const narrow = conclusions.filter(({ byJudge }) =>
    byJudge.some(({ scope }) => scope === "checkpoint"),
  ).length;
  const changed = count("standing-changes") + count("sign-changes");
  const summary =
    conclusions.length === 0
      ? `${formatQuantity(pairs.length, "pair")} of judges scored the same evals; no lead was measured under two of them.`
      : `Of ${formatQuantity(conclusions.length, "lead")} measured under several judges, ${count("survives")} ${count("survives") === 1 ? "stands" : "stand"} under every judge, ${count("nothing-stands")} under none, and ${changed} ${changed === 1 ? "depends" : "depend"} on which judge is asked (unadjusted)${count("not-estimable") > 0 ? `; ${count("not-estimable")} cannot be told` : ""}.${narrow > 0 ? ` For ${narrow} of them some judge has one run in an arm and speaks of these checkpoints only.` : ""}`;
  const telling = conclusions.filter(
    ({ survival }) => survival === "standing-changes" || survival === "sign-changes",
  );
  return [
    summary,
    ...pairs.map((pair) => judgePairSentence(ablation, pair)),
    ...telling.map((conclusion) => judgeConclusionSentence(ablation, conclusion)),
  ];
}
