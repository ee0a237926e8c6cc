import { type Durability, type Retention, shownRetention } from "@holdfast/core";
import { formatShare, LARGEST_SHARE } from "../format.js";
import { contextOf, momentPhrase, momentText, runsText, type Subject, unitFor } from "../subject.js";
import { printDifference } from "../unit.js";

type EstimatedRetention = Extract<Retention, { status: "estimated" }>;

/** `half` for 0.5, else whole percent. */
function shareName(share: number): string {
  return share === 0.5 ? "half" : formatShare(share);
}

/** What can be claimed to be left, and what can be excluded: rounded so that it is never stronger than the numbers. */
export function boundsText({
  retainedAtLeast,
  retainedAtMost,
  retained,
  reason,
}: EstimatedRetention): string {
  if (retained.set === null && reason !== null) return `how much of it remains has no bounds (${reason})`;
  const least =
    retainedAtLeast !== null && retainedAtLeast > 0
      ? `at least ${formatShare(retainedAtLeast, "down")}`
      : null;
  const most =
    retainedAtMost !== null && retainedAtMost >= 0 && retainedAtMost <= LARGEST_SHARE
      ? `at most ${formatShare(retainedAtMost, "up")}`
      : null;
  if (least !== null && most !== null) return `${least} and ${most} of it remains`;
  if (least !== null) return `${least} of it remains`;
  return most === null ? "how much of it remains is not bounded" : `${most} of it remains`;
}

function movement(subject: Subject, durability: Durability, retention: EstimatedRetention): string {
  const unit = unitFor(subject, durability);
  const { from, to, change } = retention;
  const settled =
    change.interval !== null &&
    change.interval.lower !== null &&
    change.interval.upper !== null &&
    (change.interval.lower > 0 || change.interval.upper < 0);
  const sameSide = Math.sign(from.estimate) === Math.sign(to.estimate);
  const verb = !settled
    ? "went"
    : !sameSide
      ? "turned"
      : Math.abs(to.estimate) < Math.abs(from.estimate)
        ? "shrank"
        : "grew";
  return `${verb} from ${printDifference(from, unit).value} (${momentPhrase(durability.from)}) to ${printDifference(to, unit).spoken} (${momentPhrase(durability.to)})`;
}

function unsettled(subject: Subject, durability: Durability, retention: EstimatedRetention): string {
  const { lower, upper } = subject.ablation.plan.retention;
  const least = retention.retainedAtLeast ?? Number.NEGATIVE_INFINITY;
  const asked = least >= lower ? upper : lower;
  const { runs, controlRuns } = durability;
  const by = runs === 0 && controlRuns === 0 ? "" : ` by ${runsText(runs, controlRuns)}`;
  return `whether ${shareName(asked)} of it does is not settled${by}`;
}

/** Rule 1 needs no lead: where the arm began worse than its control, what moved towards better is a harm. */
function removedHarm(start: string, { from, to }: EstimatedRetention): string {
  const { interval } = to;
  const sides = interval === null ? [] : [interval.lower, interval.upper].map((end) => Math.sign(end ?? 0));
  const settled = sides.length === 2 && sides[0] === sides[1] && sides[0] !== 0;
  const now = !settled
    ? "is no longer told apart from it"
    : Math.sign(to.estimate) === Math.sign(from.estimate)
      ? "is still worse than it"
      : "is now better than it";
  return `amplified only in that it moved towards better: no lead grew, since the arm was worse than its control at ${start}; harm was removed, and the arm ${now}`;
}

function amplifiedClause(durability: Durability, retention: EstimatedRetention): string {
  const { flags } = durability.verdict;
  const runs = runsText(durability.runs, durability.controlRuns);
  const start = momentText(durability.from);
  if (flags.includes("harm")) return `${removedHarm(start, retention)} (${runs})`;
  if (flags.includes("emerged-in-rl"))
    return `amplified: it grew, although no lead is established at ${start} (${runs})`;
  return `amplified: it grew, ${boundsText(retention)} (${runs})`;
}

function verdictClause(subject: Subject, durability: Durability, retention: EstimatedRetention): string {
  const { word, reason, flags } = durability.verdict;
  const runs = runsText(durability.runs, durability.controlRuns);
  const start = momentText(durability.from);
  switch (word) {
    case null:
      return flags.includes("harm")
        ? `the arm is worse than its control at ${start}, so there is no lead to retain`
        : (reason ?? "no verdict can be given");
    case "amplified":
      return amplifiedClause(durability, retention);
    case "retained":
      return `retained: ${boundsText(retention)} (${runs})`;
    case "partly-retained":
      return `partly retained: ${boundsText(retention)} (${runs})`;
    case "lost":
      return flags.includes("reversed")
        ? `lost, and reversed: the arm is now worse than its control (${runs})`
        : `lost: less than ${shareName(subject.ablation.plan.retention.lower)} of it remains, and no lead is established any more (${runs})`;
    case "inconclusive":
      if (flags.includes("no-lead-to-retain"))
        return `inconclusive: no lead at ${start} stands, so there is none to retain (${runs})`;
      if (retention.from.interval === null || retention.to.interval === null)
        return "inconclusive: without intervals nothing about its durability is settled";
      return `inconclusive: ${boundsText(retention)}; ${unsettled(subject, durability, retention)}`;
  }
}

function caveats(durability: Durability): string {
  const { flags } = durability.verdict;
  const other = durability.retentions.find(
    (retention) => retention.scale === "log-odds" && retention.target === durability.shownTarget,
  );
  return [
    flags.includes("condition-change")
      ? " The eval's condition changes between the two, so training is not all that changed."
      : "",
    flags.includes("judge-change")
      ? " The judge changes between the two, so training is not all that changed."
      : "",
    flags.includes("scales-disagree") && other?.status === "estimated"
      ? ` On the log-odds scale the verdict is ${verdictName(other.verdict.word)}.`
      : "",
  ].join("");
}

/** A verdict as it is printed: `partly retained`; nothing to give is `no verdict`. */
export function verdictName(word: Durability["verdict"]["word"]): string {
  return word === null ? "no verdict" : word.replace("-", " ");
}

/** What became of one lead between two stages, in one or two plain sentences. */
export function durabilitySentence(subject: Subject, durability: Durability): string {
  const prefix = durability.scope === "checkpoint" ? "For these checkpoints: the" : "The";
  const context = contextOf(subject, durability, durability.to.condition);
  const lead = `${prefix} lead of ${durability.arm} on ${durability.eval}${context === "" ? "" : ` (${context})`}`;
  const retention = shownRetention(durability);
  const span = `from ${momentText(durability.from)} to ${momentText(durability.to)}`;
  if (retention === undefined) return `${lead} was not followed ${span}.`;
  if (retention.status === "not-estimable")
    return `${lead} ${span}: what is left of it is not estimable, because ${retention.reason}.`;
  return `${lead} ${movement(subject, durability, retention)}; ${verdictClause(subject, durability, retention)}.${caveats(durability)}`;
}
