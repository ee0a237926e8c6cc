import { type Effect, type EffectAlternative, findingOn, shownFinding } from "@holdfast/core";
import { type Subject, unitFor } from "../subject.js";
import { printDifference } from "../unit.js";
import { leadPhrase } from "./effect-sentence.js";

/** Beyond this an arm's runs differ so much more than the others' that pooling hides it. */
const TELLING_RATIO = 2;

function pooledCaveat({ designEffects }: EffectAlternative, effect: Effect): string {
  if (designEffects === null) return "";
  const { armRatio, controlRatio } = designEffects;
  const sides = [
    ...(armRatio !== null && armRatio > TELLING_RATIO ? [effect.arm] : []),
    ...(controlRatio !== null && controlRatio > TELLING_RATIO && effect.control !== null
      ? [effect.control]
      : []),
  ];
  if (sides.length === 0) return "";
  return ` The runs of ${sides.join(" and of ")} differ more than twice as much as those of all arms together, so this interval covers less than it says.`;
}

function said(subject: Subject, effect: Effect, alternative: EffectAlternative): string | null {
  const finding = findingOn(alternative, "difference", effect.shownTarget);
  const own = shownFinding(effect);
  if (finding === undefined) return null;
  const lead = leadPhrase(subject, effect).replace(/^The lead/, "the lead");
  const pooled = alternative.occasion === "pooled-variance";
  if (finding.status === "not-estimable")
    return pooled
      ? `With the variance of all arms pooled, as registered, ${lead} is not estimable, because ${finding.reason}.`
      : null;
  const printed = printDifference(finding, unitFor(subject, effect));
  const interval = printed.interval === null ? "" : ` ${printed.interval}`;
  if (pooled)
    return `With the variance of all arms pooled, as registered beside the default, ${lead} is ${printed.spoken}${interval}.${pooledCaveat(alternative, effect)}`;
  const excludesZero = (found: typeof finding | undefined) =>
    found?.interval !== undefined &&
    found.interval !== null &&
    ((found.interval.lower ?? Number.NEGATIVE_INFINITY) > 0 ||
      (found.interval.upper ?? Number.POSITIVE_INFINITY) < 0);
  const changes = excludesZero(finding) !== excludesZero(own?.status === "estimated" ? own : undefined);
  return `On all prompts, those that some run lacks among them, ${lead} is ${printed.spoken}${interval}${changes ? "; which prompts are kept changes whether 0 is excluded" : ""}.`;
}

/** What the methods beside the default say of a lead, one sentence each. */
export function alternativeSentences(subject: Subject, effect: Effect): string[] {
  return effect.alternatives.flatMap((alternative) => said(subject, effect, alternative) ?? []);
}
