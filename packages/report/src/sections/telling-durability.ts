import { type Durability, shownRetention, type VerdictWord } from "@holdfast/core";
import { betterSign, ROLES, roleOf, type Subject } from "../subject.js";
import { preferredDurability, registered } from "./registered.js";

/** Verdicts in the order in which they answer the question. */
export const TELLING_WORDS: readonly VerdictWord[] = [
  "amplified",
  "retained",
  "partly-retained",
  "lost",
  "inconclusive",
];

/** Without a lead there was nothing to ask. */
function tellingRank(subject: Subject, { verdict, eval: id }: Durability): number {
  const word = verdict.word === null ? TELLING_WORDS.length : TELLING_WORDS.indexOf(verdict.word);
  const without = verdict.flags.includes("no-lead-to-retain") ? 1 : 0;
  return word * 10 + without * 5 + ROLES.indexOf(roleOf(subject, id));
}

/** The lead at the first of the two stages, towards better. */
function startGain(subject: Subject, durability: Durability): number {
  const retention = shownRetention(durability);
  return retention?.status === "estimated" ? retention.from.estimate * betterSign(subject, durability) : 0;
}

/** The leads that were followed to a later stage, guardrails apart, the one that tells most first. */
export function tellingDurability(subject: Subject, durability: readonly Durability[]): Durability[] {
  return preferredDurability(registered(durability))
    .filter((one) => roleOf(subject, one.eval) !== "guardrail")
    .sort(
      (a, b) =>
        tellingRank(subject, a) - tellingRank(subject, b) || startGain(subject, b) - startGain(subject, a),
    );
}
